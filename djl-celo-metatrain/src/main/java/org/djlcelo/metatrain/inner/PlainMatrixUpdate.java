package org.djlcelo.metatrain.inner;

import static org.djlcelo.metatrain.inner.FoldedWeights.UNITS;
import static org.djlcelo.metatrain.inner.MatrixChannels.CLIPPED_GRADIENT;
import static org.djlcelo.metatrain.inner.MatrixChannels.FACTORED_GRADIENT;
import static org.djlcelo.metatrain.inner.MatrixChannels.FACTORED_MOMENTUM;
import static org.djlcelo.metatrain.inner.MatrixChannels.GRADIENT;
import static org.djlcelo.metatrain.inner.MatrixChannels.MOMENTUM;
import static org.djlcelo.metatrain.inner.MatrixChannels.PARAMETER;
import static org.djlcelo.metatrain.inner.MatrixChannels.RSQRT_SECOND_MOMENT;
import static org.djlcelo.metatrain.inner.MatrixChannels.SCALED_GRADIENT;
import static org.djlcelo.metatrain.inner.MatrixChannels.SCALED_MOMENTUM;
import static org.djlcelo.metatrain.inner.MatrixChannels.SECOND_MOMENT;
import static org.djlcelo.metatrain.inner.PlainLoops.addSquaresOfProducts;

import java.util.Arrays;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.kernel.TensorState;
import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.Features;
import org.djlcelo.lopt.RuleConstants;
import org.djlcelo.lopt.UpdateRule;

/**
 * The update of a small matrix in plain Java.
 *
 * <p>The matrix is cut into {@link PlainTile tiles} of whole rows, whose loops are long though rows
 * are short. Three passes: accumulators and the squares of all channels but the factored ones; the
 * squares of those, which need this step's row and column statistics; network and step. A statistic
 * that changes along a row is {@code along}, the other one {@code across}.
 */
final class PlainMatrixUpdate implements TensorUpdate {

    private static final int TIMESCALES = Decays.TIMESCALES;

    /** Elements of a tile; its arrays fit the first-level cache. */
    private static final int TILE = 512;

    private final int rows;
    private final int width;
    private final int tileRows;
    private final int size;
    private final boolean rowStatisticIsAlong;
    private final float[][] momentum = new float[TIMESCALES][];
    private final float[] secondMoment;
    private final PlainTile[] tiles;
    private final float[][] squares;
    private final float[][] alongFactor;
    private final float[][] alongBias;
    private final float[][] sums;
    private final PlainLayers layers;
    private final float[] weights = new float[MatrixChannels.COUNT * UNITS];
    private final PlainStatistic along;
    private final PlainStatistic across;
    private float parameterSquare;

    PlainMatrixUpdate(TensorState state) {
        TensorLayout layout = state.layout();
        rows = (int) layout.shape()[0];
        width = (int) layout.shape()[1];
        tileRows = tileRows(rows, width);
        size = tileRows * width;
        secondMoment = state.arrays().get("rms");
        float[][] row = new float[TIMESCALES][];
        float[][] column = new float[TIMESCALES][];
        for (int j = 0; j < TIMESCALES; j++) {
            momentum[j] = state.arrays().get("m" + j);
            row[j] = state.arrays().get("v_row" + j);
            column[j] = state.arrays().get("v_col" + j);
        }
        rowStatisticIsAlong = layout.rowAxis() == 0;
        PlainStatistic ofRows = new PlainStatistic(Features.ROW, Features.RSQRT_ROW, row, UNITS);
        PlainStatistic ofColumns =
                new PlainStatistic(Features.COLUMN, Features.RSQRT_COLUMN, column, UNITS);
        along = rowStatisticIsAlong ? ofRows : ofColumns;
        across = rowStatisticIsAlong ? ofColumns : ofRows;
        tiles = new PlainTile[rows / tileRows];
        for (int t = 0; t < tiles.length; t++) {
            tiles[t] = new PlainTile(size);
        }
        squares = new float[MatrixChannels.COUNT][size];
        alongFactor = new float[TIMESCALES][size];
        alongBias = new float[UNITS][size];
        sums = new float[UNITS][size];
        layers = new PlainLayers(size);
    }

    /** The largest divisor of the number of rows that gives a tile. */
    private static int tileRows(int rows, int width) {
        int most = Math.max(1, Math.min(rows, TILE / width));
        while (rows % most != 0) {
            most--;
        }
        return most;
    }

    static boolean supports(TensorLayout layout, int units) {
        return units == UNITS && layout.shape().length == 2 && layout.size() > 0;
    }

    @Override
    public void update(UpdateRule rule, float eta, float[] parameter, float[] gradient) {
        for (float[] lanes : squares) {
            Arrays.fill(lanes, 0);
        }
        for (int t = 0; t < tiles.length; t++) {
            accumulate(rule, tiles[t], t, parameter, gradient);
        }
        updateStatistics(rule);
        for (int t = 0; t < tiles.length; t++) {
            sumFactored(tiles[t], t);
        }
        fold(rule);
        float scale = (float) Math.sqrt(parameterSquare + rule.constants().scaleEpsilon());
        float factor = eta * scale * rule.constants().stepMultiplier();
        for (int t = 0; t < tiles.length; t++) {
            sumFirstLayer(tiles[t], t);
            layers.descend(rule, factor, sums, tiles[t].p);
            System.arraycopy(tiles[t].p, 0, parameter, t * size, size);
        }
    }

    /** Pass 1. */
    private void accumulate(
            UpdateRule rule, PlainTile tile, int number, float[] parameter, float[] gradient) {
        int start = number * size;
        System.arraycopy(gradient, start, tile.g, 0, size);
        System.arraycopy(parameter, start, tile.p, 0, size);
        System.arraycopy(secondMoment, start, tile.v, 0, size);
        for (int j = 0; j < TIMESCALES; j++) {
            System.arraycopy(momentum[j], start, tile.m[j], 0, size);
        }
        tile.accumulate(rule, squares);
        System.arraycopy(tile.v, 0, secondMoment, start, size);
        for (int j = 0; j < TIMESCALES; j++) {
            System.arraycopy(tile.m[j], 0, momentum[j], start, size);
        }
        for (int r = 0; r < tileRows; r++) {
            across.sum[number * tileRows + r] = tile.squaredGradient(r * width, width);
        }
    }

    private void updateStatistics(UpdateRule rule) {
        // the lanes of the squared gradient are tiles on top of each other
        Arrays.fill(along.sum, 0);
        for (int r = 0; r < tileRows; r++) {
            for (int j = 0; j < width; j++) {
                along.sum[j] += squares[GRADIENT][r * width + j];
            }
        }
        PlainStatistic row = rowStatisticIsAlong ? along : across;
        PlainStatistic column = rowStatisticIsAlong ? across : along;
        row.accumulate(rule, rowStatisticIsAlong ? rows : width);
        column.accumulate(rule, rowStatisticIsAlong ? width : rows);
        row.rowFactors(rule);
        column.columnFactors(rule);
        // every element takes one row and one column bias, so one of them carries the layer's own
        row.fold(rule, rule.mlp()::b0);
        column.fold(rule, h -> 0);
        for (int j = 0; j < TIMESCALES; j++) {
            repeat(along.factor[j], alongFactor[j]);
        }
        for (int h = 0; h < UNITS; h++) {
            repeat(along.bias[h], alongBias[h]);
        }
    }

    /** What is there is doubled until it is long enough. */
    private static void repeat(float[] row, float[] out) {
        System.arraycopy(row, 0, out, 0, row.length);
        for (int filled = row.length; filled < out.length; filled *= 2) {
            System.arraycopy(out, 0, out, filled, Math.min(filled, out.length - filled));
        }
    }

    private void spread(float[] values, int number, float[] out) {
        for (int r = 0; r < tileRows; r++) {
            Arrays.fill(out, r * width, (r + 1) * width, values[number * tileRows + r]);
        }
    }

    /** Pass 2. */
    private void sumFactored(PlainTile tile, int number) {
        for (int j = 0; j < TIMESCALES; j++) {
            float[] f = tile.factor[j];
            spread(across.factor[j], number, f);
            PlainLoops.multiply(f, alongFactor[j]);
            addSquaresOfProducts(squares[FACTORED_GRADIENT + j], tile.g, f);
            addSquaresOfProducts(squares[FACTORED_MOMENTUM + j], tile.m[j], f);
        }
    }

    private void fold(UpdateRule rule) {
        int count = rows * width;
        for (int c = 0; c < MatrixChannels.COUNT; c++) {
            float meanSquare = Rows.sum(squares[c]) / count;
            FoldedWeights.fold(rule, meanSquare, MatrixChannels.feature(c), weights, UNITS * c);
            parameterSquare = c == PARAMETER ? meanSquare : parameterSquare;
        }
        layers.use(rule.mlp());
    }

    /** Pass 3: the first layer. */
    private void sumFirstLayer(PlainTile tile, int number) {
        float[] w = weights;
        for (int h = 0; h < UNITS; h++) {
            float[] sum = sums[h];
            spread(across.bias[h], number, sum);
            PlainLoops.add(sum, alongBias[h]);
            PlainLoops.addGradientAndParameter(
                    sum,
                    tile.g,
                    tile.p,
                    RuleConstants.FEATURE_CLIP,
                    w[h],
                    w[UNITS * CLIPPED_GRADIENT + h],
                    w[UNITS * PARAMETER + h]);
            PlainLoops.addSecondMoment(
                    sum,
                    tile.g,
                    tile.v,
                    tile.s,
                    w[UNITS * SECOND_MOMENT + h],
                    w[UNITS * RSQRT_SECOND_MOMENT + h],
                    w[UNITS * SCALED_GRADIENT + h]);
            for (int j = 0; j < TIMESCALES; j++) {
                PlainLoops.addTimescale(
                        sum,
                        tile.g,
                        tile.m[j],
                        tile.s,
                        tile.factor[j],
                        w[UNITS * (MOMENTUM + j) + h],
                        w[UNITS * (SCALED_MOMENTUM + j) + h],
                        w[UNITS * (FACTORED_GRADIENT + j) + h],
                        w[UNITS * (FACTORED_MOMENTUM + j) + h]);
            }
            PlainLoops.relu(sum);
        }
    }
}
