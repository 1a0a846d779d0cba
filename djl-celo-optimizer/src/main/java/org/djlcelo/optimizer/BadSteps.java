package org.djlcelo.optimizer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts steps with a non-finite loss or gradient, warns about them, and gives up when they don't
 * end.
 */
final class BadSteps {

    /** So many bad steps in a row are an error. */
    static final int LIMIT = 20;

    private static final Logger logger = LoggerFactory.getLogger(BadSteps.class);

    private long skippedTensors;
    private long badLosses;
    private int inARow;

    /** Counts the tensors skipped in a step. */
    void tensors(int step, long count) {
        if (count > 0) {
            long before = skippedTensors;
            skippedTensors += count;
            if (crossesPowerOfTwo(before, skippedTensors)) {
                logger.warn(
                        "Step {}: a gradient has NaN; its tensor keeps its values in this step"
                                + " ({} such tensors so far)",
                        step,
                        skippedTensors);
            }
        }
    }

    /** Counts non-finite losses up to a step. */
    void losses(int step, long count) {
        if (count > 0) {
            long before = badLosses;
            badLosses += count;
            if (crossesPowerOfTwo(before, badLosses)) {
                logger.warn(
                        "Step {}: the loss isn't finite; the last η is repeated ({} such steps so"
                                + " far)",
                        step,
                        badLosses);
            }
        }
    }

    /**
     * Ends a step.
     *
     * @throws IllegalStateException after {@link #LIMIT} bad steps in a row
     */
    void endStep(int step, boolean bad) {
        fail(step, bad ? inARow + 1 : 0);
    }

    /** Sets the length of the present run of bad steps, for counters kept elsewhere. */
    void fail(int step, int badInARow) {
        inARow = badInARow;
        if (inARow >= LIMIT) {
            inARow = 0;
            throw new IllegalStateException(
                    "Training has failed: the loss or a gradient was not finite in the last "
                            + LIMIT
                            + " steps, up to step "
                            + step
                            + "; check the data and the loss, or go back to a checkpoint");
        }
    }

    /** The first time and then ever more rarely. */
    private static boolean crossesPowerOfTwo(long before, long after) {
        return Long.highestOneBit(before) != Long.highestOneBit(after);
    }

    long skippedTensors() {
        return skippedTensors;
    }

    long badLosses() {
        return badLosses;
    }
}
