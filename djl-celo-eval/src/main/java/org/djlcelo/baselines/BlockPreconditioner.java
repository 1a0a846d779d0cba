package org.djlcelo.baselines;

import org.djlcelo.matrix.Products;
import org.djlcelo.matrix.Products.Strided;

/** {@link Shampoo}'s statistics and preconditioners of one block, one of each per axis. */
final class BlockPreconditioner {

    private static final Decay BETA2 = new Decay(0.999);
    private static final float INITIAL = 1e-6f;

    private final int[] lengths;
    private final float[][] statistics;
    private final float[][] preconditioners;

    BlockPreconditioner(int[] lengths) {
        this.lengths = lengths;
        statistics = new float[lengths.length][];
        preconditioners = new float[lengths.length][];
        for (int axis = 0; axis < lengths.length; axis++) {
            statistics[axis] = scaledIdentity(lengths[axis], INITIAL);
            preconditioners[axis] = scaledIdentity(lengths[axis], 1);
        }
    }

    private static float[] scaledIdentity(int size, float scale) {
        float[] matrix = new float[size * size];
        for (int i = 0; i < size; i++) {
            matrix[i * size + i] = scale;
        }
        return matrix;
    }

    /** Takes a gradient into the statistics. */
    void observe(float[] gradient) {
        float kept = BETA2.value();
        float share = BETA2.complement();
        float[] unfolded = gradient;
        for (int axis = 0; axis < lengths.length; axis++) {
            int length = lengths[axis];
            int rest = gradient.length / length;
            float[] rotated = Products.transpose(unfolded, length, rest);
            float[] product = new float[length * length];
            Products.BEST.add(Strided.of(unfolded, rest), rotated, rest, length, product, length);
            float[] statistic = statistics[axis];
            for (int i = 0; i < statistic.length; i++) {
                statistic[i] = kept * statistic[i] + share * product[i];
            }
            unfolded = rotated;
        }
    }

    /** Recomputes the preconditioners; one whose root fails stays. */
    void takeRoots() {
        int order = 2 * lengths.length;
        for (int axis = 0; axis < lengths.length; axis++) {
            preconditioners[axis] =
                    InverseRoot.of(statistics[axis], lengths[axis], order)
                            .orElse(preconditioners[axis]);
        }
    }

    /** The gradient with every axis multiplied by its preconditioner. */
    float[] apply(float[] gradient) {
        float[] result = gradient;
        for (int axis = 0; axis < lengths.length; axis++) {
            int length = lengths[axis];
            int rest = gradient.length / length;
            // each turn brings the first axis to the end; after all of them the order is the old
            // one
            Strided rotated = Strided.transposed(result, rest);
            result = new float[gradient.length];
            Products.BEST.add(rotated, preconditioners[axis], length, length, result, rest);
        }
        return result;
    }

    float[] statistics(int axis) {
        return statistics[axis];
    }
}
