package org.djlcelo.eval.unroll;

import org.djlcelo.lopt.RuleConstants;

/** The scaling of a feature to a mean square of 1: s = (1e-5 + mean of x²)^-1/2. */
final class Normalization {

    private static final float EPSILON = RuleConstants.CELO.normalizationEpsilon();

    private Normalization() {}

    static float scale(float[] channel, Dot dot) {
        return (float) (1 / Math.sqrt(EPSILON + dot.of(channel, channel) / channel.length));
    }

    /** What is multiplied with x to have the derivative of s by x: -s³/n. */
    static float slope(float scale, int length) {
        return -scale * scale * scale / length;
    }
}
