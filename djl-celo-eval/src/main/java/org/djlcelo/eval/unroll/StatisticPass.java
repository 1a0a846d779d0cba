package org.djlcelo.eval.unroll;

/** What a {@link Statistic} keeps of a step. */
final class StatisticPass {

    /** The means at three decays, then their inverse roots. */
    final float[][] channels;

    /** What each channel is multiplied with to have a mean square of 1 over the tensor. */
    final float[] scales = new float[Statistic.CHANNELS];

    /** What gradient and momenta are multiplied with, per decay. */
    final float[][] factors;

    StatisticPass(int length) {
        channels = new float[Statistic.CHANNELS][length];
        factors = new float[Theta.DECAYS][length];
    }
}
