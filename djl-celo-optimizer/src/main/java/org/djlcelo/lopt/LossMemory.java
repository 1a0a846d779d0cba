package org.djlcelo.lopt;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the scheduler remembers of the loss: ten running means and their minima (specification,
 * sections 2.1 and 2.2).
 *
 * <p>The features are quotients of small differences. Where the loss is constant or rises slowly
 * they amplify rounding; the arithmetic here therefore stays in float32, in the reference's order.
 */
public final class LossMemory {

    /** Means of half-lives spaced logarithmically from 10 steps to the planned number. */
    static final int MEANS = 10;

    /** Features: one less than means, each compares two neighbours. */
    public static final int FEATURES = MEANS - 1;

    private static final float INITIAL_MINIMUM = 999999999999f;

    private final float[] decay = new float[MEANS];
    private final float[] mean = new float[MEANS];
    private final float[] minimum = new float[MEANS];

    /** The bias corrections 1 - d^n of the losses taken in; powers are what costs time here. */
    private final float[] weight = new float[MEANS];

    /** Losses taken in, in an array so that it is saved like the rest. */
    private final float[] count = new float[1];

    /**
     * Starts with no loss seen.
     *
     * @param totalSteps the planned number of steps T
     */
    public LossMemory(int totalSteps) {
        double exponentStep = (Math.log10(totalSteps) - 1) / (MEANS - 1);
        for (int i = 0; i < MEANS; i++) {
            double halfLife = Math.pow(10, 1 + i * exponentStep);
            decay[i] = (float) Math.exp(-1 / halfLife);
        }
        Arrays.fill(minimum, INITIAL_MINIMUM);
    }

    /**
     * Takes in the loss of one step; upward jumps count as twice the largest mean at most.
     *
     * @param loss the training loss before the update
     */
    public void update(float loss) {
        setCount(count() + 1);
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < MEANS; i++) {
            // the old mean over the new exponent: an underestimate early on, but trained with
            largest = Math.max(largest, mean[i] / weight[i]);
        }
        float bound = 2 * Math.abs(count() == 1 ? loss : largest);
        float clipped = Math.min(bound, loss);
        for (int i = 0; i < MEANS; i++) {
            mean[i] = decay[i] * mean[i] + (1 - decay[i]) * clipped;
            minimum[i] = Math.min(minimum[i], mean[i] / weight[i]);
        }
    }

    /**
     * Writes nine values in [-1, 1], zeros for two steps.
     *
     * @param out receives them
     * @param offset where the first one goes
     */
    public void features(float[] out, int offset) {
        for (int i = 0; i < FEATURES; i++) {
            float above = mean[i] / weight[i] - minimum[i];
            float range = mean[i + 1] / weight[i + 1] - minimum[i];
            float feature = above / Math.max(1e-8f, range) - 1;
            feature = Math.min(1, Math.max(-1, feature));
            // multiplied, not replaced: a NaN loss must show in the reference's official behaviour
            out[offset + i] = count() <= 2 ? 0 * feature : feature;
        }
    }

    private void setCount(int n) {
        count[0] = n;
        for (int i = 0; i < MEANS; i++) {
            weight[i] = 1 - (float) Math.pow(decay[i], n);
        }
    }

    float decay(int i) {
        return decay[i];
    }

    float mean(int i) {
        return mean[i];
    }

    float minimum(int i) {
        return minimum[i];
    }

    int count() {
        return (int) count[0];
    }

    void restore(float[] means, float[] minima, int updates) {
        System.arraycopy(means, 0, mean, 0, MEANS);
        System.arraycopy(minima, 0, minimum, 0, MEANS);
        setCount(updates);
    }

    /**
     * Returns all that is remembered, not copied: what is saved and restored.
     *
     * @return means, minima and the number of losses taken in, by name
     */
    public Map<String, float[]> arrays() {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        arrays.put("lossMeans", mean);
        arrays.put("lossMinima", minimum);
        arrays.put("lossCount", count);
        return arrays;
    }

    float[] means() {
        return mean.clone();
    }

    float[] minima() {
        return minimum.clone();
    }
}
