package org.djlcelo.family;

import java.util.Map;

/**
 * Clips gradients to ten times their average size (specification of the baselines, section 3.3).
 *
 * <pre>
 *   limit = 10·a / (1 - 0.99^t),  a ← 0.99·a + 0.01·sqrt(1e-8 + mean of clipped squares)
 * </pre>
 *
 * with t from 1, a from 0.01, and the mean taken over tensors of the means within each.
 */
final class GradientBound {

    static final float DECAY = 0.99f;
    static final float TIMES = 10;

    private final float[] average = {0.01f};
    private final float[] count = {1};

    float[][] clip(float[][] gradients) {
        float limit = TIMES * average[0] / (1 - (float) Math.pow(DECAY, count[0]));
        float[][] clipped = new float[gradients.length][];
        double squares = 0;
        for (int t = 0; t < gradients.length; t++) {
            clipped[t] = Summary.clip(gradients[t], limit);
            squares += Summary.meanSquare(clipped[t]) / gradients.length;
        }
        average[0] = Summary.average(DECAY, average[0], (float) Math.sqrt(1e-8 + squares));
        count[0]++;
        return clipped;
    }

    Map<String, float[]> arrays() {
        return Map.of("clipAverage", average, "clipCount", count);
    }
}
