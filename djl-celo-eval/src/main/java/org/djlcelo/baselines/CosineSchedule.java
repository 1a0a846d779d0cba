package org.djlcelo.baselines;

import ai.djl.training.tracker.Tracker;

/**
 * The learning rates of {@link NAdamW}: a warm-up, a constant part and half a cosine down to a
 * minimum (learned_optimization's {@code CosineLearningRateSchedule}).
 *
 * <pre>
 * N total, n = 0, 1, ... the step, held at N; C = constantFraction N
 * W = N max(warmupFraction, constantFraction): a warm-up lasts through the constant part
 * warmupFraction &gt; 0 and n &lt; W:  lr n / W
 * else:  min + (lr - min) (1 + cos(π (max(n, C) - C) / (N - C))) / 2
 * </pre>
 *
 * @param learningRate the highest rate
 * @param totalSteps the number of steps that will be done, N
 * @param minMultiplier the last rate relative to the highest
 * @param constantFraction the share of steps before the descent, at least 0 and less than 1
 * @param warmupFraction 0 for no warm-up
 */
public record CosineSchedule(
        float learningRate,
        int totalSteps,
        float minMultiplier,
        float constantFraction,
        float warmupFraction)
        implements Tracker {

    /**
     * Checks the settings.
     *
     * @param learningRate the highest rate
     * @param totalSteps at least 1
     * @param minMultiplier the last rate relative to the highest
     * @param constantFraction at least 0 and less than 1
     * @param warmupFraction 0 for no warm-up
     * @throws IllegalArgumentException if one is out of its range
     */
    public CosineSchedule {
        if (totalSteps < 1) {
            throw new IllegalArgumentException(
                    "A cosine schedule needs at least 1 step, not " + totalSteps);
        }
        if (!(constantFraction >= 0 && constantFraction < 1)) {
            throw new IllegalArgumentException(
                    "The constant share of a cosine schedule must be at least 0 and less than 1, not "
                            + constantFraction);
        }
    }

    /**
     * Returns the rate of a step.
     *
     * @param step the number of steps done before, at least 0
     * @return the rate
     */
    public float rate(int step) {
        // float arithmetic in the published order, which gives the published numbers exactly
        float n = Math.min(step, totalSteps);
        float warmup = totalSteps * Math.max(warmupFraction, constantFraction);
        if (warmupFraction > 0 && n < warmup) {
            return n / warmup * learningRate;
        }
        float constant = totalSteps * constantFraction;
        float beyond = Math.max(n, constant) - constant;
        float cosine = (float) Math.cos(beyond * (float) Math.PI / (totalSteps - constant));
        float lowest = minMultiplier * learningRate;
        return (learningRate - lowest) * (cosine / 2 + 0.5f) + lowest;
    }

    /** {@inheritDoc} */
    @Override
    public float getNewValue(int numUpdate) {
        return rate(numUpdate - 1);
    }
}
