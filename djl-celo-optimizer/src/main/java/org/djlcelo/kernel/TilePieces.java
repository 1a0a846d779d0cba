package org.djlcelo.kernel;

import java.util.Arrays;

/**
 * Where the elements of a tile find their row and column statistics.
 *
 * <p>A tile falls into pieces, each within one segment (see {@link FactoredPasses}). Of a piece,
 * the statistic without the first factored axis is a contiguous run, {@code along}; the one without
 * the second repeats with the period {@code after}, {@code across}.
 */
final class TilePieces {

    /** Segments shorter than this share a tile, so that short axes don't make short loops. */
    private static final int SHORT_SEGMENT = Tile.SIZE / 2;

    private int after;
    private int count;
    private final int[] alongStart = new int[Tile.SIZE];
    private final int[] acrossStart = new int[Tile.SIZE];
    private final int[] phase = new int[Tile.SIZE];
    private final int[] length = new int[Tile.SIZE];

    /** The number of elements of the tile that starts at an element. */
    static int tileLength(TensorLayout layout, int start) {
        int segment = layout.second() * layout.after();
        int rest = layout.size() - start;
        if (segment >= SHORT_SEGMENT) {
            rest = segment - start % segment;
        }
        return Math.min(Tile.SIZE, rest);
    }

    /** Finds the pieces of a tile. */
    void locate(TensorLayout layout, int start, int n) {
        after = layout.after();
        count = 0;
        int segmentLength = layout.second() * after;
        int segment = start / segmentLength;
        int offset = start % segmentLength;
        for (int done = 0; done < n; segment++, offset = 0) {
            int b = segment % layout.between();
            int a = segment / layout.between() / layout.first();
            alongStart[count] = (a * layout.between() + b) * segmentLength + offset;
            acrossStart[count] = segment * after;
            phase[count] = offset % after;
            length[count] = Math.min(segmentLength - offset, n - done);
            done += length[count];
            count++;
        }
    }

    /** Adds a tile's values to the sums of both statistics. */
    void addTo(double[] along, double[] across, float[] values) {
        int done = 0;
        for (int piece = 0; piece < count; piece++) {
            int n = length[piece];
            int start = alongStart[piece];
            for (int k = 0; k < n; k++) {
                along[start + k] += values[done + k];
            }
            int base = acrossStart[piece];
            if (after == 1) {
                across[base] += Lanes.total(values, done, n);
            } else {
                for (int k = 0, c = phase[piece]; k < n; k++) {
                    across[base + c] += values[done + k];
                    c = c + 1 == after ? 0 : c + 1;
                }
            }
            done += n;
        }
    }

    /** Writes every element's entry of the statistic that is contiguous along segments. */
    void gatherAlong(float[] values, float[] out) {
        int done = 0;
        for (int piece = 0; piece < count; piece++) {
            System.arraycopy(values, alongStart[piece], out, done, length[piece]);
            done += length[piece];
        }
    }

    /** Writes every element's entry of the statistic that repeats along segments. */
    void gatherAcross(float[] values, float[] out) {
        int done = 0;
        for (int piece = 0; piece < count; piece++) {
            int n = length[piece];
            if (after == 1) {
                Arrays.fill(out, done, done + n, values[acrossStart[piece]]);
            } else {
                repeat(values, acrossStart[piece], phase[piece], out, done, n);
            }
            done += n;
        }
    }

    /** One period from {@code phase} on, then what is there doubled until it is long enough. */
    private void repeat(float[] values, int start, int from, float[] out, int at, int n) {
        int head = Math.min(after - from, n);
        System.arraycopy(values, start + from, out, at, head);
        System.arraycopy(values, start, out, at + head, Math.min(from, n - head));
        for (int filled = after; filled < n; filled *= 2) {
            System.arraycopy(out, at, out, at + filled, Math.min(filled, n - filled));
        }
    }
}
