package org.djlcelo.eval.unroll;

/**
 * What the update of one tensor keeps of a step.
 *
 * <p>What follows from it by few operations is not kept: its arrays are shared by all passes of a
 * tensor, since memory that stays in the cache is faster than memory that has to come back.
 */
final class TensorPass {

    /** In the order of {@link Channel}; those from {@link Channel#KEPT} on are shared. */
    final float[][] channels = new float[Channel.COUNT][];

    /** What each channel is multiplied with to have a mean square of 1. */
    final float[] scales = new float[Channel.COUNT];

    final StatisticPass[] statistics;

    /** The outputs of the rule's first layer. */
    final float[][] first;

    final Shared shared;

    TensorPass(StatisticPass[] statistics, Shared shared) {
        this.statistics = statistics;
        this.shared = shared;
        int size = shared.direction.length;
        for (int c = 0; c < Channel.COUNT; c++) {
            channels[c] = c < Channel.KEPT ? new float[size] : shared.channels[c - Channel.KEPT];
        }
        first = new float[Theta.WIDTH][size];
    }

    float[] parameter() {
        return channels[Channel.PARAMETER];
    }

    float[] gradient() {
        return channels[Channel.GRADIENT];
    }

    /** What belongs to the pass that was computed or restored last. */
    static final class Shared {

        final float[][] channels;

        /** Per decay, what the gradient is multiplied with for the factored feature. */
        final float[][] gradientFactors;

        /** The same for the momenta; with a matrix these are the same arrays. */
        final float[][] momentumFactors;

        /** The outputs of the rule's second layer. */
        final float[][] second;

        /** The step is 0.001 · direction · magnitude. */
        final float[] direction;

        final float[] magnitude;

        Shared(int size, boolean matrix) {
            channels = new float[Channel.COUNT - Channel.KEPT][size];
            gradientFactors = new float[Theta.DECAYS][size];
            momentumFactors = matrix ? gradientFactors : new float[Theta.DECAYS][size];
            second = new float[Theta.WIDTH][size];
            direction = new float[size];
            magnitude = new float[size];
        }
    }
}
