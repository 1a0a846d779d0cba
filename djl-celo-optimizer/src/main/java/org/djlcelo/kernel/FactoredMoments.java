package org.djlcelo.kernel;

import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.Features;

/** Factored second moments. */
final class FactoredMoments implements SecondMoments {

    private static final int PATTERN = 64;

    private final Loops loops;
    private final Statistic rows = new Statistic(Features.ROW, Features.RSQRT_ROW);
    private final Statistic columns = new Statistic(Features.COLUMN, Features.RSQRT_COLUMN);
    private Statistic along;
    private Statistic across;

    FactoredMoments(Loops loops) {
        this.loops = loops;
    }

    /** Row and column statistics; false if ... */
    @Override public boolean begin(Update u, Team team) {
        TensorLayout layout = u.layout;
        int width = u.rule.mlp().width();
        along = layout.rowAxisIsFirst() ? rows : columns;
        across = layout.rowAxisIsFirst() ? columns : rows;
        Blocks blocks = Blocks.of(layout, loops.tileSize());
        along.reset(layout.rowAxisIsFirst() ? layout.rowCount() : layout.columnCount(), blocks.groups(), width);
        across.reset(layout.rowAxisIsFirst() ? layout.columnCount() : layout.rowCount(), blocks.stripes(), width);
        team.run(blocks.count(), (i, worker) -> sum(u, blocks, i, worker));
        u.gradientSeen();
        boolean rowFirst = layout.rowAxisIsFirst();
        int d0 = rowFirst ? layout.first() : layout.second();
        int d1 = rowFirst ? layout.second() : layout.first();
        boolean nan = rows.total(d0) | columns.total(d1);
        if (nan && u.policy.skipNaN()) {
            return false;
        }
        rows.accumulate(u.rule, u.state.row);
        columns.accumulate(u.rule, u.state.column);
        int inner = rowFirst ? layout.after() : layout.between() * layout.after();
        rows.rowFactors(u.rule, u.state.row, inner, d1);
        columns.columnFactors(u.rule, u.state.column);
        // every element takes one row and one column bias, so one of them carries the layer's own
        rows.fold(u.rule, u.state.row, u.rule.mlp()::b0);
        columns.fold(u.rule, u.state.column, h -> 0);
        return true;
    }

    private void sum(Update u, Blocks blocks, int job, Worker worker) {
        int stripe = job % blocks.stripes();
        int group = job / blocks.stripes() % blocks.groups();
        int block = job / blocks.stripes() / blocks.groups();
        int rowLength = blocks.rowLength();
        int from = group * blocks.height();
        int to = Math.min(blocks.rows(), from + blocks.height());
        int left = stripe * blocks.width();
        int right = Math.min(rowLength, left + blocks.width());
        int base = block * blocks.rows() * rowLength;
        if (right - left == rowLength) {
            sumRun(u, base + from * rowLength, base + to * rowLength, group, stripe, worker);
        } else {
            for (int x = from; x < to; x++) {
                int row = base + x * rowLength;
                sumRun(u, row + left, row + right, group, stripe, worker);
            }
        }
    }

    private void sumRun(Update u, int start, int end, int group, int stripe, Worker worker) {
        TensorLayout layout = u.layout;
        Tile tile = worker.tile;
        Pieces pieces = worker.pieces;
        int alongBase = group * along.count;
        int acrossBase = stripe * across.count;
        int after = layout.after();
        for (int at = start; at < end; at += tile.size) {
            int n = Math.min(tile.size, end - at);
            u.loadGradient(loops.gradient(), tile, at, n);
            loops.gradient().square(worker.squares, tile.g, n);
            pieces.locate(layout, at, n);
            int done = 0;
            for (int i = 0; i < pieces.count; i++) {
                int length = pieces.length[i];
                loops.gradient().add(along.sums, alongBase + pieces.along[i], worker.squares, done, length);
                int entry = acrossBase + pieces.across[i];
                if (after == 1) {
                    across.sums[entry] += loops.gradient().sum(worker.squares, done, length);
                } else {
                    sumPeriods(across.sums, entry, pieces.phase[i], after, worker, done, length);
                }
                done += length;
            }
        }
    }

    private void sumPeriods(float[] sums, int entry, int phase, int after, Worker worker, int from, int n) {
        float[] pattern = worker.pattern[0];
        int run = patternLength(after, n);
        java.util.Arrays.fill(pattern, 0, run, 0);
        for (int done = 0; done < n; done += run) {
            loops.gradient().add(pattern, 0, worker.squares, from + done, Math.min(run, n - done));
        }
        for (int k = 0, c = phase; k < run; k++) {
            sums[entry + c] += pattern[k];
            c = c + 1 == after ? 0 : c + 1;
        }
    }

    /** Whole periods, enough of them for a loop of some length. */
    private static int patternLength(int after, int n) {
        int periods = Math.max(1, PATTERN / after);
        return Math.min(n, periods * after);
    }

    @Override
    public int channels() {
        return 0;
    }

    @Override
    public void factors(Update u, Worker worker) {
        Tile tile = worker.tile;
        Pieces pieces = worker.pieces;
        pieces.locate(u.layout, tile.start, tile.n);
        if (pieces.length[0] == tile.size) {
            tile.gradientFactor = along.factor;
            tile.momentumFactor = along.factor;
            tile.factorAt = pieces.along[0];
            for (int j = 0; j < Decays.TIMESCALES; j++) {
                tile.scale[j] = pieces.writtenOut(j, across.factor[j], 0);
            }
            tile.scaleAt = pieces.phase[0];
            return;
        }
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            float[] out = tile.ownFactor[j];
            loops.spread().multiply(out, along.factor[j], across.factor[j], j, pieces);
            tile.clearBehind(out);
        }
        tile.factors(tile.ownFactor, tile.ownFactor);
    }

    @Override
    public void addSquares(Worker worker, float[][] sums) {}

    @Override
    public void fold(Update update, double[] meanSquares, int first) {}

    @Override
    public void store(Update update, Worker worker) {}

    @Override
    public void biases(Update u, Worker worker) {
        Tile tile = worker.tile;
        Pieces pieces = worker.pieces;
        int width = tile.ownBias.length;
        if (pieces.length[0] == tile.size) {
            tile.bias = along.bias;
            tile.biasAt = pieces.along[0];
            for (int h = 0; h < width; h++) {
                tile.shift[h] = pieces.writtenOut(Decays.TIMESCALES + h, across.bias[h], 0);
            }
            tile.shiftAt = pieces.phase[0];
            return;
        }
        for (int h = 0; h < width; h++) {
            float[] out = tile.ownBias[h];
            int slot = Decays.TIMESCALES + h;
            loops.spread().add(out, along.bias[h], across.bias[h], slot, pieces);
            tile.clearBehind(out);
        }
        tile.biases(tile.ownBias);
    }
}
