package org.djlcelo.eval.task;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.djlcelo.data.BatchSampler;
import org.djlcelo.data.FloatImages;
import org.djlcelo.eval.network.AdafacTraining;
import org.djlcelo.random.Key;

/** What one training of the small network needs: its initial values and a batch for every step. */
final class MetaBatches implements Batches {

    private final FloatImages images;
    private final BatchSampler sampler;
    private final int batch;
    private final int steps;
    private final Key key;

    MetaBatches(FloatImages images, int batch, int steps, Key key) {
        this.images = images;
        this.batch = batch;
        this.steps = steps;
        this.key = key;
        sampler = new BatchSampler(images.count(), batch, key.with("order"));
    }

    /** {@inheritDoc} */
    @Override
    public Batch get(NDManager manager, long number) {
        int size = AdafacTraining.PIXELS;
        ByteBuffer pixels =
                ByteBuffer.allocateDirect(steps * batch * size * Float.BYTES)
                        .order(ByteOrder.nativeOrder());
        FloatBuffer floats = pixels.asFloatBuffer();
        int[] labels = new int[steps * batch];
        int[] indices = new int[batch];
        for (int step = 0; step < steps; step++) {
            sampler.indices(number * steps + step, indices);
            for (int i = 0; i < batch; i++) {
                floats.put(images.pixels(), indices[i] * size, size);
                labels[step * batch + i] = images.labels()[indices[i]];
            }
        }
        float[] start = AdafacTraining.drawInnerParameters(key.with("inner").with(number).random());
        return new Batch(
                new NDList(
                        manager.create(start),
                        manager.create(pixels, new Shape(steps, batch, size), DataType.FLOAT32),
                        manager.create(labels, new Shape(steps, batch))),
                new NDList());
    }
}
