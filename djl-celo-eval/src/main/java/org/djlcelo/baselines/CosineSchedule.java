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

    /** Checks the shares. */
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
        double n = Math.min(step, totalSteps);
        double warmup = totalSteps * (double) Math.max(warmupFraction, constantFraction);
        if (warmupFraction > 0 && n < warmup) {
            return (float) (learningRate * n / warmup);
        }
        double constant = totalSteps * (double) constantFraction;
        double angle = Math.PI * (Math.max(n, constant) - constant) / (totalSteps - constant);
        double lowest = (double) minMultiplier * learningRate;
        return (float) (lowest + (learningRate - lowest) * (1 + Math.cos(angle)) / 2);
    }

    /** {@inheritDoc} */
    @Override
    public float getNewValue(int numUpdate) {
        return rate(numUpdate - 1);
    }
}
