package org.djlcelo.family;

/** What a {@link LearnedRule} must be told beyond parameters and gradients. */
public enum Need {
    /** The training loss before each step. */
    LOSS,

    /** The planned number of steps. */
    TOTAL_STEPS,

    /**
     * All tensors of a step before any of them moves. A rule without this need treats tensors
     * alone: a run of several is the same as a run for each.
     */
    ALL_TENSORS,

    /**
     * A learning rate from outside, as the multiplier of every step. The rule gives the direction
     * alone: tensors of rank 2 and more move by the same root mean square in every step. No other
     * rule needs its rate to be searched.
     */
    LEARNING_RATE
}
