package org.djlcelo.eval.unroll;

/** What the update of one tensor keeps of a step; before the update, p and g of {@link Channel}. */
final class TensorPass {

    final float[][] channels;

    /** What each channel is multiplied with to have a mean square of 1. */
    final float[] scales = new float[Channel.COUNT];

    final StatisticPass[] statistics;

    /** Per decay, what the gradient is multiplied with for the factored feature. */
    final float[][] gradientFactors;

    /** The same for the momenta; with a matrix these are the same arrays. */
    final float[][] momentumFactors;

    /** The outputs of the rule's hidden layers. */
    final float[][] first;

    final float[][] second;

    /** The step is 0.001 · direction · magnitude. */
    final float[] direction;

    final float[] magnitude;

    TensorPass(int size, StatisticPass[] statistics, boolean matrix) {
        this.statistics = statistics;
        channels = new float[Channel.COUNT][size];
        gradientFactors = new float[Theta.DECAYS][size];
        momentumFactors = matrix ? gradientFactors : new float[Theta.DECAYS][size];
        first = new float[Theta.WIDTH][size];
        second = new float[Theta.WIDTH][size];
        direction = new float[size];
        magnitude = new float[size];
    }

    float[] parameter() {
        return channels[Channel.PARAMETER];
    }

    float[] gradient() {
        return channels[Channel.GRADIENT];
    }
}
