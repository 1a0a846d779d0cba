package org.djlcelo.data;

/**
 * A contiguous part of a training split, by percent with nearest rounding, as the reference
 * implementation cuts it.
 */
public enum Portion {
    /** The first 80 %: what inner tasks train on. */
    INNER_TRAIN(0, 80),
    /** From 80 to 90 %. */
    INNER_VALID(80, 90),
    /** The last 10 %. */
    OUTER_VALID(90, 100),
    /** All of it. */
    ALL(0, 100);

    private final int fromPercent;
    private final int toPercent;

    Portion(int fromPercent, int toPercent) {
        this.fromPercent = fromPercent;
        this.toPercent = toPercent;
    }

    /**
     * Returns the first sample of this portion.
     *
     * @param count the samples of the whole split
     * @return an index
     */
    public int from(int count) {
        return Math.round(count * (fromPercent / 100f));
    }

    /**
     * Returns the index after the last sample of this portion.
     *
     * @param count the samples of the whole split
     * @return an index
     */
    public int to(int count) {
        return Math.round(count * (toPercent / 100f));
    }
}
