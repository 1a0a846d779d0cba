package org.djlcelo.data;

import java.nio.FloatBuffer;

/**
 * Images as network inputs, with labels.
 *
 * <p>The arrays are not copied, since they are large: whoever holds this treats them as constant.
 *
 * @param shape the size of each image
 * @param classes the number of classes
 * @param pixels values in [0, 1], [sample, row, column, channel]
 * @param labels one per sample, from 0
 */
public record FloatImages(ImageShape shape, int classes, float[] pixels, int[] labels) {

    /**
     * Returns the number of samples.
     *
     * @return the samples
     */
    public int count() {
        return labels.length;
    }

    /**
     * Writes the pixels of some samples, one after the other.
     *
     * @param samples their indices
     * @param into where to write, from its position on
     */
    public void copy(int[] samples, FloatBuffer into) {
        for (int sample : samples) {
            into.put(pixels, sample * shape.size(), shape.size());
        }
    }
}
