package org.djlcelo.metatrain.inner;

/** A learned optimizer with a scheduler, whose multiplier can be seen. */
public interface ScheduledOptimizer extends LearnedOptimizer {

    /**
     * Returns the multiplier that the scheduler chose last.
     *
     * @return η, or its mean over tensors where each has its own; NaN before the first step and
     *     without scheduler
     */
    float lastEta();
}
