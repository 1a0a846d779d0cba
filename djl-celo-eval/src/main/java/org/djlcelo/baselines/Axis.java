package org.djlcelo.baselines;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

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
            if (inner == 1) {
                scale(values, o * length, length, factors[o]);
                continue;
            }
            for (int j = 0; j < length; j++) {
                int from = (o * length + j) * inner;
                for (int i = 0; i < inner; i++) {
                    values[from + i] *= factors[o * inner + i];
                }
            }
        }
    }

    private static void scale(float[] values, int from, int count, float factor) {
        for (int i = from; i < from + count; i++) {
            values[i] *= factor;
        }
    }

    /** Lowers values to bounds, one for each entry of this axis. */
    void lower(float[] values, float[] bounds) {
        for (int o = 0; o < outer; o++) {
            // one loop over the last axis, whose inner loops would have one turn each
            if (inner == 1) {
                int from = o * length;
                for (int j = 0; j < length; j++) {
                    values[from + j] = Math.min(values[from + j], bounds[j]);
                }
                continue;
            }
            for (int j = 0; j < length; j++) {
                float bound = bounds[j];
                int from = (o * length + j) * inner;
                for (int i = from; i < from + inner; i++) {
                    values[i] = Math.min(values[i], bound);
                }
            }
        }
    }

    /** The largest value at each entry of this axis, at least 0. */
    void maxima(float[] values, float[] maxima) {
        Arrays.fill(maxima, 0);
        for (int o = 0; o < outer; o++) {
            if (inner == 1) {
                int from = o * length;
                for (int j = 0; j < length; j++) {
                    maxima[j] = Math.max(maxima[j], values[from + j]);
                }
                continue;
            }
            for (int j = 0; j < length; j++) {
                maxima[j] = Math.max(maxima[j], maximum(values, (o * length + j) * inner, inner));
            }
        }
    }

    private static float maximum(float[] values, int from, int count) {
        float maximum = values[from];
        for (int i = from + 1; i < from + count; i++) {
            maximum = Math.max(maximum, values[i]);
        }
        return maximum;
    }
}
