package org.djlcelo.kernel;

import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.Features;

/**
 * The second moments of tensors of rank 2 or more, which are factored into rows and columns.
 *
 * <p>Memory is walked in segments: for fixed places on all axes before the second factored axis, a
 * run of {@code second · after} elements. Along a segment the statistic without the first factored
 * axis is contiguous, and the one without the second repeats with period {@code after} (is constant
 * in a matrix). Which of the two is the row statistic depends on which axis is longer; apart from
 * the row's extra division they play the same part.
 */
final class FactoredMoments implements SecondMoments {

    private final Loops loops;
    private final Statistic rows = new Statistic(Features.ROW, Features.RSQRT_ROW);
    private final Statistic columns = new Statistic(Features.COLUMN, Features.RSQRT_COLUMN);

    /** The statistic that is contiguous along a segment; the rows or the columns. */
    private Statistic along = rows;

    /** The statistic that repeats along a segment; the other one. */
    private Statistic across = columns;

    FactoredMoments(Loops loops) {
        this.loops = loops;
    }

    @Override
    public boolean begin(Update update, Team team) {
        TensorLayout layout = update.layout;
        boolean rowFirst = layout.rowAxisIsFirst();
        along = rowFirst ? rows : columns;
        across = rowFirst ? columns : rows;
        Blocks blocks = Blocks.of(layout, loops.tileSize());
        int width = update.rule.mlp().width();
        along.reset(layout.size() / layout.first(), blocks.groups(), width);
        across.reset(layout.size() / layout.second(), blocks.stripes(), width);
        GradientSums sums = new GradientSums(loops.gradient(), update, blocks, along, across);
        team.run(blocks.count(), sums::add);
        update.gradientSeen();
        along.addUp(layout.first());
        across.addUp(layout.second());
        if (update.policy.skipNaN() && across.hasNaN()) {
            return false;
        }
        accumulate(update);
        return true;
    }

    /** Brings the running row and column means up to date and derives what elements need. */
    private void accumulate(Update update) {
        TensorLayout layout = update.layout;
        TensorState state = update.state;
        rows.accumulate(update.rule, state.row);
        columns.accumulate(update.rule, state.column);
        boolean rowFirst = layout.rowAxisIsFirst();
        int d1 = rowFirst ? layout.second() : layout.first();
        int inner = rowFirst ? layout.after() : layout.between() * layout.after();
        rows.rowFactors(update.rule, state.row, inner, d1);
        columns.columnFactors(update.rule, state.column);
        // every element takes one row and one column bias, so one of them carries the layer's own
        rows.fold(update.rule, state.row, update.rule.mlp()::b0);
        columns.fold(update.rule, state.column, h -> 0);
    }

    @Override
    public void factors(Update update, Worker worker) {
        Tile tile = worker.tile;
        Pieces pieces = worker.pieces;
        pieces.locate(update.layout, tile.start, tile.n);
        if (isOfOneRow(tile, pieces)) {
            tile.gradientFactor = along.factor;
            tile.momentumFactor = along.factor;
            tile.factorAt = pieces.along[0];
            for (int j = 0; j < Decays.TIMESCALES; j++) {
                tile.scale[j] = across.factor[j][pieces.across[0]];
            }
            return;
        }
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            float[] out = tile.ownFactor[j];
            loops.spread().multiply(out, along.factor[j], across.factor[j], j, pieces);
            tile.clearBehind(out);
        }
        tile.factors(tile.ownFactor, tile.ownFactor);
    }

    /** Whether all elements of a tile have the statistic across in common. */
    private static boolean isOfOneRow(Tile tile, Pieces pieces) {
        return pieces.count == 1 && pieces.period == 1 && !tile.isRagged();
    }

    @Override
    public void addSquares(Worker worker) {
        // rows and columns are no channels of elements
    }

    @Override
    public void fold(Update update, double[] meanSquares) {
        // see accumulate
    }

    @Override
    public void biases(Update update, Worker worker) {
        Tile tile = worker.tile;
        Pieces pieces = worker.pieces;
        int width = tile.ownBias.length;
        if (isOfOneRow(tile, pieces)) {
            tile.bias = along.bias;
            tile.biasAt = pieces.along[0];
            for (int h = 0; h < width; h++) {
                tile.shift[h] = across.bias[h][pieces.across[0]];
            }
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

    @Override
    public void store(Update update, Worker worker) {
        // see accumulate
    }
}
