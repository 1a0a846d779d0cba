package org.djlcelo.eval.task;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
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
        float[] pixels = new float[steps * batch * (size + 1)];
        float[] classes = new float[steps * batch * AdafacTraining.CLASSES];
        int[] indices = new int[batch];
        for (int step = 0; step < steps; step++) {
            sampler.indices(number * steps + step, indices);
            for (int i = 0; i < batch; i++) {
                int at = step * batch + i;
                System.arraycopy(images.pixels(), indices[i] * size, pixels, at * (size + 1), size);
                pixels[at * (size + 1) + size] = 1;
                classes[at * AdafacTraining.CLASSES + images.labels()[indices[i]]] = 1f / batch;
            }
        }
        float[] start = AdafacTraining.drawInnerParameters(key.with("inner").with(number).random());
        return new Batch(
                new NDList(
                        manager.create(start),
                        manager.create(pixels, new Shape(steps, batch, size + 1)),
                        manager.create(classes, new Shape(steps, batch, AdafacTraining.CLASSES))),
                new NDList());
    }
}
