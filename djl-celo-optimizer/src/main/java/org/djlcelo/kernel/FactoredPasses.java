package org.djlcelo.kernel;

import java.nio.FloatBuffer;
import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.Features;
import org.djlcelo.lopt.UpdateRule;

/**
 * The update of tensors of rank 2 or more, whose second moments are factored.
 *
 * <p>Memory is walked in segments: for fixed places on all axes before the second factored axis, a
 * run of {@code second · after} elements. Along a segment the statistic without the first factored
 * axis is contiguous, and the one without the second repeats with period {@code after} (is constant
 * in a matrix). Which of the two is the row statistic depends on which axis is longer; apart from
 * the row's extra division they play the same part.
 */
final class FactoredPasses {

    private final Tile tile = new Tile();
    private final FoldedNetwork network = new FoldedNetwork(Tile.ELEMENT_CHANNELS);
    private final Statistic rows = new Statistic(Features.ROW, Features.RSQRT_ROW);
    private final Statistic columns = new Statistic(Features.COLUMN, Features.RSQRT_COLUMN);
    private final TilePieces pieces = new TilePieces();
    private final float[] squares = new float[Tile.SIZE];
    private final float[] alongValues = new float[Tile.SIZE];
    private final float[] acrossValues = new float[Tile.SIZE];

    /** The statistic that is contiguous along a segment; the rows or the columns. */
    private Statistic along = rows;

    /** The statistic that repeats along a segment; the other one. */
    private Statistic across = columns;

    boolean update(
            UpdateRule rule,
            TensorState state,
            FloatBuffer parameter,
            FloatBuffer gradient,
            GradientPolicy policy,
            float eta,
            float decay) {
        TensorLayout layout = state.layout();
        int size = layout.size();
        int width = rule.mlp().width();
        rows.reset(layout.rowCount(), width);
        columns.reset(layout.columnCount(), width);
        network.reset(rule);
        along = layout.rowAxisIsFirst() ? rows : columns;
        across = layout.rowAxisIsFirst() ? columns : rows;

        for (int start = 0; start < size; ) {
            int n = TilePieces.tileLength(layout, start);
            tile.loadGradient(rule, gradient, policy, start, n);
            pieces.locate(layout, start, n);
            Lanes.product(squares, tile.g, tile.g, n);
            pieces.addTo(along.sum, across.sum, squares);
            start += n;
        }
        if (policy.skipNaN() && across.hasNaN()) {
            return false;
        }
        accumulate(rule, state);

        for (int start = 0; start < size; ) {
            int n = TilePieces.tileLength(layout, start);
            load(rule, state, parameter, gradient, policy, start, n);
            network.addSquares(tile.channels, n);
            start += n;
        }
        network.finishSquares(size);
        network.fold(rule);
        // every element takes one row and one column bias, so one of them carries the layer's own
        rows.fold(rule, state.row, rule.mlp()::b0);
        columns.fold(rule, state.column, h -> 0);
        float factor = StepFactor.of(rule, network, eta);

        for (int start = 0; start < size; ) {
            int n = TilePieces.tileLength(layout, start);
            load(rule, state, parameter, gradient, policy, start, n);
            tile.storeMoments(state, start, n);
            for (int h = 0; h < width; h++) {
                pieces.gatherAlong(along.bias[h], alongValues);
                pieces.gatherAcross(across.bias[h], acrossValues);
                Lanes.sum(network.bias(h), alongValues, acrossValues, n);
            }
            network.run(rule, tile.channels, n);
            Lanes.descend(tile.p, network.d(), network.e(), factor, decay, n);
            parameter.put(start, tile.p, 0, n);
            start += n;
        }
        return true;
    }

    /** Brings the running row and column means up to date and derives the factors. */
    private void accumulate(UpdateRule rule, TensorState state) {
        TensorLayout layout = state.layout();
        boolean rowFirst = layout.rowAxisIsFirst();
        int d0 = rowFirst ? layout.first() : layout.second();
        int d1 = rowFirst ? layout.second() : layout.first();
        rows.accumulate(rule, state.row, d0);
        columns.accumulate(rule, state.column, d1);
        int inner = rowFirst ? layout.after() : layout.between() * layout.after();
        rows.rowFactors(rule, state.row, inner, d1);
        columns.columnFactors(rule, state.column);
    }

    private void load(
            UpdateRule rule,
            TensorState state,
            FloatBuffer parameter,
            FloatBuffer gradient,
            GradientPolicy policy,
            int start,
            int n) {
        tile.loadGradient(rule, gradient, policy, start, n);
        tile.load(rule, state, parameter, start, n);
        pieces.locate(state.layout(), start, n);
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            pieces.gatherAlong(along.factor[j], alongValues);
            pieces.gatherAcross(across.factor[j], acrossValues);
            Lanes.product(tile.factor[j], alongValues, acrossValues, n);
            Lanes.product(tile.factoredGradient[j], tile.g, tile.factor[j], n);
            Lanes.product(tile.factoredMomentum[j], tile.m[j], tile.factor[j], n);
        }
    }
}
