package org.djlcelo.eval.unroll;

import java.nio.FloatBuffer;

/**
 * What one training of the inner network is made from.
 *
 * @param start the initial parameters: weights [HIDDEN, PIXELS] and [CLASSES, HIDDEN], then the
 *     biases
 * @param images [steps, batch, PIXELS], from index 0
 * @param labels [steps, batch], classes
 */
public record Episode(float[] start, FloatBuffer images, int[] labels) {

    /** Copies the initial parameters. */
    void start(TensorPass[] tensors) {
        int from = 0;
        for (TensorPass tensor : tensors) {
            float[] to = tensor.parameter();
            System.arraycopy(start, from, to, 0, to.length);
            from += to.length;
        }
    }

    /** Copies a step's batch. */
    void batch(int step, float[][] batchImages, int[] batchLabels) {
        int first = step * batchLabels.length;
        for (int b = 0; b < batchLabels.length; b++) {
            images.get((first + b) * InnerMlp.IN, batchImages[b]);
        }
        System.arraycopy(labels, first, batchLabels, 0, batchLabels.length);
    }
}
