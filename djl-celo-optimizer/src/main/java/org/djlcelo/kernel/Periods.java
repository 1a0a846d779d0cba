package org.djlcelo.kernel;

import java.util.Arrays;

/**
 * Statistics that repeat along a run of memory, written out for as long as a tile.
 *
 * <p>All tiles of a row repeat the same few values, so what is written out is kept until a tile of
 * another row comes.
 */
final class Periods {

    private static final int NONE = -1;

    private final int size;
    private float[][] values = new float[0][];
    private int[] entries = new int[0];

    /**
     * Creates an empty one.
     *
     * @param size the longest run
     */
    Periods(int size) {
        this.size = size;
    }

    /** Forgets everything, because statistics have changed. */
    void clear() {
        Arrays.fill(entries, NONE);
    }

    /**
     * Writes a statistic out.
     *
     * @param slot which statistic
     * @param statistic its values
     * @param entry where the period begins
     * @param period its length
     * @return an array that repeats the period for a run of any phase
     */
    float[] of(int slot, float[] statistic, int entry, int period) {
        if (slot >= values.length) {
            entries = Arrays.copyOf(entries, slot + 1);
            entries[slot] = NONE;
            values = Arrays.copyOf(values, slot + 1);
            values[slot] = new float[0];
        }
        if (entries[slot] != entry) {
            entries[slot] = entry;
            int needed = size + period + Tile.SLACK;
            if (values[slot].length < needed) {
                values[slot] = new float[needed];
            }
            repeat(statistic, entry, period, values[slot]);
        }
        return values[slot];
    }

    private static void repeat(float[] from, int entry, int period, float[] to) {
        if (period == 1) {
            Arrays.fill(to, from[entry]);
            return;
        }
        System.arraycopy(from, entry, to, 0, period);
        for (int filled = period; filled < to.length; filled *= 2) {
            System.arraycopy(to, 0, to, filled, Math.min(filled, to.length - filled));
        }
    }
}
