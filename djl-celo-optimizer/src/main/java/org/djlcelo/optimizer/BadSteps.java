package org.djlcelo.optimizer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts steps with a non-finite loss or a NaN in a gradient, warns about them, and gives up when
 * they don't end.
 */
final class BadSteps {

    /** So many bad steps in a row are an error. */
    static final int LIMIT = 20;

    /**
     * What a bad step leaves undone, in the words of the warnings.
     *
     * @param gradient what happens after a bad gradient
     * @param loss what happens after a bad loss
     */
    record Consequence(String gradient, String loss) {

        /** Tensors are skipped one by one, and the schedule goes on. */
        static final Consequence OF_CELO =
                new Consequence(
                        "a gradient has NaN; its tensor keeps its values in this step",
                        "the loss isn't finite; the last η is repeated");
    }

    private static final Logger logger = LoggerFactory.getLogger(BadSteps.class);

    private final Consequence consequence;
    private long skippedTensors;
    private long skippedLosses;
    private boolean bad;
    private int inARow;

    BadSteps(Consequence consequence) {
        this.consequence = consequence;
    }

    /** Begins a step, good so far. */
    void beginStep() {
        inARow = bad ? inARow : 0;
        bad = false;
    }

    /**
     * Notes that the step skipped a tensor.
     *
     * @throws IllegalStateException in the last of {@link #LIMIT} bad steps in a row
     */
    void skipTensor(int step) {
        countTensors(step, 1);
        mark(step);
    }

    /**
     * Notes that the step skipped its loss.
     *
     * @throws IllegalStateException in the last of {@link #LIMIT} bad steps in a row
     */
    void skipLoss(int step) {
        countLosses(step, 1);
        mark(step);
    }

    private void mark(int step) {
        inARow += bad ? 0 : 1;
        bad = true;
        if (inARow >= LIMIT) {
            throw failure(step);
        }
    }

    /** Counts tensors skipped up to a step. */
    void countTensors(int step, long count) {
        long before = skippedTensors;
        skippedTensors += count;
        if (isWorthAWarning(before, skippedTensors)) {
            logger.warn(
                    "Step {}: {} ({} such tensors so far)",
                    step,
                    consequence.gradient(),
                    skippedTensors);
        }
    }

    /** Counts losses skipped up to a step. */
    void countLosses(int step, long count) {
        long before = skippedLosses;
        skippedLosses += count;
        if (isWorthAWarning(before, skippedLosses)) {
            logger.warn(
                    "Step {}: {} ({} such steps so far)", step, consequence.loss(), skippedLosses);
        }
    }

    /** The first time and then ever more rarely: when the count passes a power of two. */
    private static boolean isWorthAWarning(long before, long after) {
        return Long.highestOneBit(before) != Long.highestOneBit(after);
    }

    static IllegalStateException failure(int step) {
        return new IllegalStateException(
                "Training has failed: the loss or a gradient was not finite in "
                        + LIMIT
                        + " steps in a row, the last of them step "
                        + step
                        + "; check the data and the loss, or go back to a checkpoint");
    }

    long skippedTensors() {
        return skippedTensors;
    }
}
