package org.djlcelo.baselines;

import ai.djl.ndarray.types.Shape;

/**
 * One axis of a row-major tensor: entry j of it at outer position o and inner position i is at
 * {@code (o·length + j)·inner + i}.
 *
 * @param outer the product of the lengths before it
 * @param length its length
 * @param inner the product of the lengths after it
 */
record Axis(int outer, int length, int inner) {

    /** The axes of a shape; a scalar counts as a vector of length 1. */
    static Axis[] of(Shape shape) {
        return of(lengths(shape.dimension() == 0 ? new Shape(1) : shape));
    }

    static Axis[] of(int[] lengths) {
        Axis[] axes = new Axis[lengths.length];
        int inner = 1;
        for (int i = lengths.length - 1; i >= 0; i--) {
            axes[i] = new Axis(product(lengths, i), lengths[i], inner);
            inner *= lengths[i];
        }
        return axes;
    }

    static int[] lengths(Shape shape) {
        int[] lengths = new int[shape.dimension()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = Math.toIntExact(shape.get(i));
        }
        return lengths;
    }

    /** The product of the first lengths. */
    static int product(int[] lengths, int count) {
        int product = 1;
        for (int i = 0; i < count; i++) {
            product *= lengths[i];
        }
        return product;
    }

    /** Means over this axis, of the shape without it. */
    float[] mean(float[] values) {
        double[] sums = new double[outer * inner];
        for (int o = 0; o < outer; o++) {
            for (int j = 0; j < length; j++) {
                int from = (o * length + j) * inner;
                for (int i = 0; i < inner; i++) {
                    sums[o * inner + i] += values[from + i];
                }
            }
        }
        float[] means = new float[sums.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = (float) (sums[i] / length);
        }
        return means;
    }

    /** Multiplies by factors of the shape without this axis, the same for all its entries. */
    void multiply(float[] values, float[] factors) {
        for (int o = 0; o < outer; o++) {
            for (int j = 0; j < length; j++) {
                int from = (o * length + j) * inner;
                for (int i = 0; i < inner; i++) {
                    values[from + i] *= factors[o * inner + i];
                }
            }
        }
    }
}
