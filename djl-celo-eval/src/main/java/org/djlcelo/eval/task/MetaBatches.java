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
        int[] indices = new int[steps * batch];
        int[] ofStep = new int[batch];
        for (int step = 0; step < steps; step++) {
            sampler.indices(number * steps + step, ofStep);
            System.arraycopy(ofStep, 0, indices, step * batch, batch);
        }
        int[] labels = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            labels[i] = images.labels()[indices[i]];
        }
        float[] start = AdafacTraining.drawInnerParameters(key.with("inner").with(number).random());
        return new Batch(
                new NDList(
                        manager.create(start),
                        FilledArray.of(
                                manager,
                                new Shape(steps, batch, AdafacTraining.PIXELS),
                                pixels -> images.copy(indices, pixels)),
                        manager.create(labels, new Shape(steps, batch))),
                new NDList());
    }
}
