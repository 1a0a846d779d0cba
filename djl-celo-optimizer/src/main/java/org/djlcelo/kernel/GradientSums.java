package org.djlcelo.kernel;

import java.util.Arrays;

/**
 * The pass that sums the squared gradient along both factored axes.
 *
 * <p>See {@link Blocks} for the jobs. Each adds into sums that no other touches at the same time:
 * those along in the slot of its group of rows, those across in the slot of its stripe.
 */
final class GradientSums {

    /** Periods are summed over at least so many elements at once, for loops of some length. */
    private static final int PATTERN = 64;

    private final GradientLoops loops;
    private final Update update;
    private final Blocks blocks;
    private final Statistic along;
    private final Statistic across;

    GradientSums(
            GradientLoops loops, Update update, Blocks blocks, Statistic along, Statistic across) {
        this.loops = loops;
        this.update = update;
        this.blocks = blocks;
        this.along = along;
        this.across = across;
    }

    /** Does a job. */
    void add(int job, Worker worker) {
        int stripe = job % blocks.stripes();
        int group = job / blocks.stripes() % blocks.groups();
        int block = job / blocks.stripes() / blocks.groups();
        int rowLength = blocks.rowLength();
        int left = stripe * blocks.width();
        int right = left + Math.min(blocks.width(), rowLength - left);
        int from = block * blocks.rows() + group * blocks.height();
        int to = from + Math.min(blocks.height(), blocks.rows() - group * blocks.height());
        if (right - left == rowLength && rowLength < worker.tile.size / 2) {
            add(from * rowLength, to * rowLength, group, stripe, worker);
        } else {
            for (int row = from; row < to; row++) {
                add(row * rowLength + left, row * rowLength + right, group, stripe, worker);
            }
        }
    }

    private void add(int start, int end, int group, int stripe, Worker worker) {
        Tile tile = worker.tile;
        Pieces pieces = worker.pieces;
        for (int at = start; at < end; at += tile.size) {
            int n = Math.min(tile.size, end - at);
            float sum = update.loadSquares(loops, tile, at, n);
            pieces.locate(update.layout, at, n);
            int done = 0;
            for (int i = 0; i < pieces.count; i++) {
                int length = pieces.length[i];
                int entry = group * along.count + pieces.along[i];
                loops.add(along.sums, entry, tile, done, length);
                entry = stripe * across.count + pieces.across[i];
                if (pieces.period > 1) {
                    addPeriods(entry, pieces.phase[i], pieces.period, tile, done, length);
                } else if (length == n) {
                    across.sums[entry] += sum;
                } else {
                    across.sums[entry] += loops.sum(tile, done, length);
                }
                done += length;
            }
        }
    }

    private void addPeriods(int entry, int phase, int period, Tile tile, int from, int n) {
        float[] pattern = tile.scratch[0];
        int run = Math.min(n, Math.max(1, PATTERN / period) * period);
        Arrays.fill(pattern, 0, run, 0);
        for (int done = 0; done < n; done += run) {
            loops.add(pattern, 0, tile, from + done, Math.min(run, n - done));
        }
        int c = phase;
        for (int k = 0; k < run; k++) {
            across.sums[entry + c] += pattern[k];
            c = c + 1 == period ? 0 : c + 1;
        }
    }
}
