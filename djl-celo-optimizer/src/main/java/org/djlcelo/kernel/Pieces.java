package org.djlcelo.kernel;

/**
 * Where the elements of a tile find their row and column statistics.
 *
 * <p>A tile falls into pieces, each within one segment (see {@link FactoredMoments}). Of a piece,
 * the statistic without the first factored axis is a contiguous run, {@code along}; the one without
 * the second repeats with the period {@code after}, {@code across}.
 */
final class Pieces {

    int n;
    int count;

    /** How many elements apart two elements with the same entry across are; 1 in a matrix. */
    int period;

    final int[] along;
    final int[] across;

    /** Where in the period the piece begins. */
    final int[] phase;

    final int[] length;

    /** For loops over whole tiles. */
    final float[] scratch;

    private final Periods periods;

    Pieces(int size) {
        along = new int[size];
        across = new int[size];
        phase = new int[size];
        length = new int[size];
        scratch = new float[size + Tile.SLACK];
        periods = new Periods(size);
    }

    /** Finds the pieces of a run; by counting, since short segments would wait for divisions. */
    void locate(TensorLayout layout, int start, int n) {
        int after = layout.after();
        this.n = n;
        period = after;
        int segmentLength = layout.second() * after;
        int segment = start / segmentLength;
        int offset = start - segment * segmentLength;
        int b = segment % layout.between();
        int row = segment / layout.between();
        int x = row % layout.first();
        int block = row / layout.first() * layout.between();
        int i = 0;
        for (int done = 0; done < n; i++) {
            along[i] = (block + b) * segmentLength + offset;
            across[i] = segment * after;
            phase[i] = offset % after;
            length[i] = Math.min(segmentLength - offset, n - done);
            done += length[i];
            offset = 0;
            segment++;
            if (++b == layout.between()) {
                b = 0;
                if (++x == layout.first()) {
                    x = 0;
                    block += layout.between();
                }
            }
        }
        count = i;
    }

    /** A statistic across a piece, repeated for a run of any phase. */
    float[] writtenOut(int slot, float[] statistic, int piece) {
        return periods.of(slot, statistic, across[piece], period);
    }

    /** Forgets statistics of another pass. */
    void clear() {
        periods.clear();
    }
}
