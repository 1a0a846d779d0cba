package org.djlcelo.eval.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.djlcelo.data.BatchSampler;
import org.djlcelo.data.FloatImages;

/** Batches of images; the label is the class or the image itself. */
final class ImageBatches implements Batches {

    private final FloatImages images;
    private final BatchSampler sampler;
    private final Shape inputShape;
    private final Objective objective;

    ImageBatches(FloatImages images, BatchSampler sampler, Shape inputShape, Objective objective) {
        this.images = images;
        this.sampler = sampler;
        this.inputShape = inputShape;
        this.objective = objective;
    }

    /** {@inheritDoc} */
    @Override
    public Batch get(NDManager manager, long number) {
        int size = images.shape().size();
        int[] indices = new int[(int) inputShape.get(0)];
        sampler.indices(number, indices);
        long[] classes = new long[indices.length];
        for (int i = 0; i < indices.length; i++) {
            classes[i] = images.labels()[indices[i]];
        }
        NDArray input = FilledArray.of(manager, inputShape, pixels -> images.copy(indices, pixels));
        NDArray label =
                objective == Objective.CLASSIFY
                        ? manager.create(classes)
                        : input.reshape(indices.length, size);
        return new Batch(new NDList(input), new NDList(label));
    }
}
