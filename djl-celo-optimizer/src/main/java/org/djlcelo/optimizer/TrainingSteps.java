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
        long perEpoch = (records - 1) / batchSize + 1;
        if (perEpoch > Integer.MAX_VALUE / epochs) {
            throw new IllegalArgumentException(
                    "A training of "
                            + epochs
                            + " epochs of "
                            + perEpoch
                            + " steps is too long; steps are counted in an int");
        }
        return (int) perEpoch * epochs;
    }
}
