package org.djlcelo.family;

import java.util.Map;

/**
 * Losses in units of their own recent spread (specification of the baselines, section 3.3).
 *
 * <pre>
 *   µ ← 0.9·µ + 0.1·L,  s ← 0.9·s + 0.1·(µ - L)²,  c = 1 / (1 - 0.9^n + 1e-8)
 *   feature = clip((L - µ·c) / sqrt(s·c + 1e-8), -5, 5)
 * </pre>
 *
 * <p>The reference has a second feature for a validation loss that nobody passes: 0 in place of L.
 */
final class LossNormalizer {

    static final float DECAY = 0.9f;

    private final float[] mean = new float[1];
    private final float[] variance = new float[1];
    private final float[] count = new float[1];

    /** Takes in a loss and returns the features of training and validation loss. */
    float[] next(float loss) {
        mean[0] = Summary.average(DECAY, mean[0], loss);
        float distance = mean[0] - loss;
        variance[0] = Summary.average(DECAY, variance[0], distance * distance);
        count[0]++;
        float correction = 1 / (1 - (float) Math.pow(DECAY, count[0]) + 1e-8f);
        return new float[] {feature(loss, correction), feature(0, correction)};
    }

    private float feature(float loss, float correction) {
        double root = Math.sqrt(variance[0] * correction + 1e-8f);
        return (float) Summary.clip((loss - mean[0] * correction) / root, 5);
    }

    Map<String, float[]> arrays() {
        return Map.of("lossMean", mean, "lossVariance", variance, "lossCount", count);
    }
}
