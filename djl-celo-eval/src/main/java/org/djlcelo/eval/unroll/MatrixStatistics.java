package org.djlcelo.eval.unroll;

import java.util.Arrays;
import org.djlcelo.lopt.RuleConstants;

/**
 * Statistics of a matrix with more columns than rows, row-major: over its rows, the mean over the
 * columns, and over its columns. With the mean over the rows' statistics as row mean:
 *
 * <pre>
 * F[r, c] = max(row[r] / (row mean + 1e-9), 1e-9)^-1/2 · max(column[c], 1e-9)^-1/2
 * </pre>
 *
 * Source: task specification, section 3.5, and meta-training specification, section 3.3
 * (Adafactor).
 */
final class MatrixStatistics implements TensorStatistics {

    private static final float TINY = RuleConstants.SQUARE_EPSILON;
    private static final float FLOOR = RuleConstants.CELO.factorEpsilon();

    private final int rows;
    private final int columns;
    private final Statistic row;
    private final Statistic column;
    private final float[] rowSquares;
    private final float[] columnSquares;
    private final float[][] rowBias;
    private final float[][] columnBias;
    private final float[] rowAdjoint;
    private final float[] columnAdjoint;

    MatrixStatistics(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        row =
                new Statistic(
                        rows, new int[] {Channel.ROW_INPUT}, new int[] {Channel.INVERSE_ROW_INPUT});
        column =
                new Statistic(
                        columns,
                        new int[] {Channel.COLUMN_INPUT},
                        new int[] {Channel.INVERSE_COLUMN_INPUT});
        rowSquares = new float[rows];
        columnSquares = new float[columns];
        rowBias = new float[Theta.WIDTH][rows];
        columnBias = new float[Theta.WIDTH][columns];
        rowAdjoint = new float[rows];
        columnAdjoint = new float[columns];
    }

    @Override
    public StatisticPass[] newPasses() {
        return new StatisticPass[] {new StatisticPass(rows), new StatisticPass(columns)};
    }

    @Override
    public void update(Theta theta, TensorPass before, TensorPass now) {
        meanSquares(now.gradient());
        row.update(theta, before.statistics[0], now.statistics[0], rowSquares);
        column.update(theta, before.statistics[1], now.statistics[1], columnSquares);
        for (int k = 0; k < Theta.DECAYS; k++) {
            float[] means = now.statistics[0].channels[k];
            factors(means, rowMean(means), now.statistics[0].factors[k]);
            factors(now.statistics[1].channels[k], 1, now.statistics[1].factors[k]);
        }
    }

    @Override
    public void factors(TensorPass now) {
        for (int k = 0; k < Theta.DECAYS; k++) {
            Grid.outer(
                    now.statistics[0].factors[k],
                    now.statistics[1].factors[k],
                    now.shared.gradientFactors[k]);
        }
    }

    private void meanSquares(float[] gradient) {
        Grid.sumsOfProducts(gradient, gradient, rowSquares, columnSquares);
        for (int r = 0; r < rows; r++) {
            rowSquares[r] = rowSquares[r] / columns + TINY;
        }
        for (int c = 0; c < columns; c++) {
            columnSquares[c] = columnSquares[c] / rows + TINY;
        }
    }

    private static float rowMean(float[] means) {
        double sum = 0;
        for (float mean : means) {
            sum += mean;
        }
        return (float) (sum / means.length) + FLOOR;
    }

    private static void factors(float[] means, float divisor, float[] factors) {
        for (int i = 0; i < factors.length; i++) {
            factors[i] = 1f / (float) Math.sqrt(Math.max(means[i] / divisor, FLOOR));
        }
    }

    @Override
    public void startSums(Theta theta, float[] bias, TensorPass now, float[][] sums) {
        for (int unit = 0; unit < Theta.WIDTH; unit++) {
            Arrays.fill(rowBias[unit], bias[unit]);
            Arrays.fill(columnBias[unit], 0);
        }
        row.addTo(rowBias, theta, now.statistics[0]);
        column.addTo(columnBias, theta, now.statistics[1]);
        for (int unit = 0; unit < Theta.WIDTH; unit++) {
            Grid.outerSum(rowBias[unit], columnBias[unit], sums[unit]);
        }
    }

    @Override
    public void clear() {
        row.clear();
        column.clear();
    }

    @Override
    public void backward(
            Theta theta,
            Theta.Gradient gradient,
            TensorPass before,
            TensorPass now,
            float[][] deltas,
            float[][] gradientFactors,
            float[][] momentumFactors,
            float[] squares) {
        for (int k = 0; k < Theta.DECAYS; k++) {
            float[] factor = gradientFactors[k];
            Lanes.add(factor, momentumFactors[k]);
            float[] ofRows = now.statistics[0].factors[k];
            float[] ofColumns = now.statistics[1].factors[k];
            Grid.weightedSums(factor, ofRows, ofColumns, rowAdjoint, columnAdjoint);
            throughRowFactor(row.adjoint(k), now.statistics[0].channels[k], ofRows);
            throughColumnFactor(column.adjoint(k), now.statistics[1].channels[k], ofColumns);
        }
        for (int unit = 0; unit < Theta.WIDTH; unit++) {
            Grid.sums(deltas[unit], rowBias[unit], columnBias[unit]);
        }
        meanSquares(now.gradient());
        row.backward(
                theta,
                gradient,
                before.statistics[0],
                now.statistics[0],
                rowBias,
                rowSquares,
                rowAdjoint);
        column.backward(
                theta,
                gradient,
                before.statistics[1],
                now.statistics[1],
                columnBias,
                columnSquares,
                columnAdjoint);
        Lanes.scale(rowAdjoint, 1f / columns);
        Lanes.scale(columnAdjoint, 1f / rows);
        Grid.outerSum(rowAdjoint, columnAdjoint, squares);
    }

    /** Of y = max(x, 1e-9)^-1/2 the derivative is -y³/2, or 0 below the floor. */
    private static float slope(float x, float y) {
        return x < FLOOR ? 0 : -0.5f * y * y * y;
    }

    private void throughRowFactor(float[] adjoint, float[] means, float[] factors) {
        float divisor = rowMean(means);
        double common = 0;
        for (int r = 0; r < rows; r++) {
            float ratio = means[r] / divisor;
            float byRatio = rowAdjoint[r] * slope(ratio, factors[r]) / divisor;
            adjoint[r] += byRatio;
            common += byRatio * ratio;
        }
        float share = (float) (common / rows);
        for (int r = 0; r < rows; r++) {
            adjoint[r] -= share;
        }
    }

    private void throughColumnFactor(float[] adjoint, float[] means, float[] factors) {
        for (int c = 0; c < columns; c++) {
            adjoint[c] += columnAdjoint[c] * slope(means[c], factors[c]);
        }
    }
}
