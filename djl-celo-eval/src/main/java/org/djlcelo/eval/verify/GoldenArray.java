package org.djlcelo.eval.verify;

import java.util.Arrays;

/**
 * One recorded array.
 *
 * @param shape the lengths of the axes, empty for a scalar
 * @param values row-major; whole numbers are converted
 */
record GoldenArray(long[] shape, float[] values) {

    /** The part of the array at one index of the leading axis. */
    float[] at(int index) {
        int length = values.length / Math.toIntExact(shape[0]);
        return Arrays.copyOfRange(values, index * length, (index + 1) * length);
    }

    /** The length of the leading axis. */
    int length() {
        return Math.toIntExact(shape[0]);
    }

    /** One entry of the last axis for all others, for instance one of three time scales. */
    float[] channel(int index) {
        return channel(values, Math.toIntExact(shape[shape.length - 1]), index);
    }

    /** Every {@code channels}-th of some values. */
    static float[] channel(float[] values, int channels, int index) {
        float[] picked = new float[values.length / channels];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = values[i * channels + index];
        }
        return picked;
    }

    float scalar() {
        if (values.length != 1) {
            throw new IllegalStateException(
                    "An array of shape " + Arrays.toString(shape) + " is not a single number");
        }
        return values[0];
    }
}
