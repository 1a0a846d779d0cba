package org.djlcelo.optimizer;

/** Computes how many optimizer steps a training takes. */
public final class TrainingSteps {

    private TrainingSteps() {}

    /**
     * Returns the number of steps of a training that keeps an incomplete last batch in each epoch,
     * as DJL's data sets do by default.
     *
     * @param records the number of records in the data set
     * @param batchSize records per batch
     * @param epochs passes over the data set
     * @return {@code epochs · ceil(records / batchSize)}
     * @throws IllegalArgumentException if a number isn't positive, or the result exceeds an int
     */
    public static int of(long records, int batchSize, int epochs) {
        if (records < 1 || batchSize < 1 || epochs < 1) {
            throw new IllegalArgumentException(
                    "Records, batch size and epochs must be at least 1, not "
                            + records
                            + ", "
                            + batchSize
                            + ", "
                            + epochs);
        }
        long steps = Math.multiplyExact((records - 1) / batchSize + 1, (long) epochs);
        if (steps > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("A training of " + steps + " steps is too long");
        }
        return (int) steps;
    }
}
