package org.djlcelo.kernel;

import static org.djlcelo.lopt.RuleConstants.FEATURE_CLIP;
import static org.djlcelo.lopt.RuleConstants.SQUARE_EPSILON;

import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.Features;
import org.djlcelo.lopt.RuleConstants;

/**
 * The accumulators of one tensor and the 30 channels made of them, written like the formulas: what
 * all rules that see Celo's features compute alike.
 *
 * <p>Section numbers are those of the specification. Sums run in double, everything else in
 * float32. A step is {@link #accumulate}, then {@link #write} for every run of elements.
 */
public final class ElementChannels {

    /** How many elements {@link #write} handles at once at most. */
    public static final int TILE = 256;

    private final TensorState state;
    private final TensorLayout layout;
    private final RuleConstants constants;
    private final float vectorMomentumEpsilon;
    private final float[][] rowFactor;
    private final float[][] columnFactor;
    private final float[][] rsqrtRow;
    private final float[][] rsqrtColumn;
    private final int[] rows = new int[TILE];
    private final int[] columns = new int[TILE];

    /**
     * Creates the channels of a tensor.
     *
     * @param state its accumulators
     * @param constants epsilons and bounds
     * @param vectorMomentumEpsilon added to a vector's second moment before the reciprocal square
     *     root that scales its momenta; 0 for Celo, where a zero gradient from the start relies on
     *     the 1e-30 in the second moment
     */
    public ElementChannels(
            TensorState state, RuleConstants constants, float vectorMomentumEpsilon) {
        this.state = state;
        this.constants = constants;
        this.vectorMomentumEpsilon = vectorMomentumEpsilon;
        layout = state.layout();
        int rowCount = layout.isFactored() ? layout.rowCount() : 0;
        rowFactor = new float[Decays.TIMESCALES][rowCount];
        rsqrtRow = new float[Decays.TIMESCALES][rowCount];
        columnFactor = new float[Decays.TIMESCALES][layout.columnCount()];
        rsqrtColumn = new float[Decays.TIMESCALES][layout.columnCount()];
    }

    /**
     * Brings momenta, second moment and factored second moments up to date (2.4).
     *
     * @param decays their decays
     * @param g the gradient, clipped
     */
    public void accumulate(Decays decays, float[] g) {
        int size = layout.size();
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            float[] momentum = state.momentum[j];
            float decay = decays.momentum(j);
            for (int i = 0; i < size; i++) {
                momentum[i] = average(decay, momentum[i], g[i]);
            }
        }
        for (int i = 0; i < size; i++) {
            float square = g[i] * g[i];
            state.secondMoment[i] = average(decays.secondMoment(), state.secondMoment[i], square);
        }
        if (layout.isFactored()) {
            accumulateFactored(decays, g);
            return;
        }
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            float[] v = state.row[j];
            for (int i = 0; i < size; i++) {
                v[i] = average(decays.factored(j), v[i], g[i] * g[i] + SQUARE_EPSILON);
            }
        }
    }

    private void accumulateFactored(Decays decays, float[] g) {
        double[] rowSum = new double[layout.rowCount()];
        double[] columnSum = new double[layout.columnCount()];
        for (int start = 0; start < layout.size(); start += TILE) {
            int n = Math.min(TILE, layout.size() - start);
            layout.locate(start, n, rows, columns);
            for (int k = 0; k < n; k++) {
                float square = g[start + k] * g[start + k] + SQUARE_EPSILON;
                rowSum[rows[k]] += square;
                columnSum[columns[k]] += square;
            }
        }
        long d0 = layout.shape()[layout.rowAxis()];
        long d1 = layout.shape()[layout.columnAxis()];
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            average(decays.factored(j), state.row[j], rowSum, d0);
            average(decays.factored(j), state.column[j], columnSum, d1);
            deriveFactors(j);
        }
    }

    private static void average(float decay, float[] means, double[] sums, long count) {
        for (int i = 0; i < means.length; i++) {
            means[i] = average(decay, means[i], (float) (sums[i] / count));
        }
    }

    private static float average(float decay, float old, float value) {
        return decay * old + (1 - decay) * value;
    }

    private void deriveFactors(int j) {
        float epsilon = constants.factorEpsilon();
        float[] rowMean = rowMeans(j);
        for (int r = 0; r < rowMean.length; r++) {
            float row = state.row[j][r];
            rowFactor[j][r] = rsqrt(Math.max(row / (rowMean[r] + epsilon), epsilon));
            rsqrtRow[j][r] = rsqrt(row + constants.statisticEpsilon());
        }
        for (int c = 0; c < columnFactor[j].length; c++) {
            float column = state.column[j][c];
            columnFactor[j][c] = rsqrt(Math.max(column, epsilon));
            rsqrtColumn[j][c] = rsqrt(column + constants.statisticEpsilon());
        }
    }

    /** For every row statistic the mean of the row statistics along axis d1. */
    private float[] rowMeans(int j) {
        float[] row = state.row[j];
        float[] means = new float[row.length];
        // a row statistic's index without its place on d1: (before, between, after)
        int inner = layout.rowAxisIsFirst() ? layout.after() : layout.between() * layout.after();
        int length = layout.rowAxisIsFirst() ? layout.second() : layout.first();
        for (int start = 0; start < row.length; start += inner * length) {
            for (int k = 0; k < inner; k++) {
                double sum = 0;
                for (int d = 0; d < length; d++) {
                    sum += row[start + d * inner + k];
                }
                for (int d = 0; d < length; d++) {
                    means[start + d * inner + k] = (float) (sum / length);
                }
            }
        }
        return means;
    }

    /**
     * Writes the 30 channels of a run of elements, in the order of {@link Features} (2.5).
     *
     * @param p the parameter before the update
     * @param g the gradient, clipped
     * @param start the first element
     * @param n the number of elements, at most {@link #TILE}
     * @param x receives the values, [channel][element]
     */
    public void write(float[] p, float[] g, int start, int n, float[][] x) {
        System.arraycopy(g, start, x[Features.GRADIENT], 0, n);
        System.arraycopy(p, start, x[Features.PARAMETER], 0, n);
        System.arraycopy(state.secondMoment, start, x[Features.SECOND_MOMENT], 0, n);
        float[] s = x[Features.RSQRT_SECOND_MOMENT];
        for (int k = 0; k < n; k++) {
            float gk = g[start + k];
            x[Features.CLIPPED_GRADIENT][k] = Math.max(-FEATURE_CLIP, Math.min(FEATURE_CLIP, gk));
            s[k] = rsqrt(state.secondMoment[start + k] + constants.secondMomentEpsilon());
            x[Features.SCALED_GRADIENT][k] = gk * s[k];
        }
        if (layout.isFactored()) {
            layout.locate(start, n, rows, columns);
        }
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            float[] m = state.momentum[j];
            System.arraycopy(m, start, x[Features.MOMENTUM + j], 0, n);
            float[] scaled = x[Features.SCALED_MOMENTUM + j];
            for (int k = 0; k < n; k++) {
                scaled[k] = m[start + k] * s[k];
            }
            if (layout.isFactored()) {
                writeFactored(j, g, start, n, x);
            } else {
                writeFull(j, g, start, n, x);
            }
        }
    }

    private void writeFactored(int j, float[] g, int start, int n, float[][] x) {
        for (int k = 0; k < n; k++) {
            int r = rows[k];
            int c = columns[k];
            float factor = rowFactor[j][r] * columnFactor[j][c];
            x[Features.FACTORED_GRADIENT + j][k] = g[start + k] * factor;
            x[Features.FACTORED_MOMENTUM + j][k] = state.momentum[j][start + k] * factor;
            x[Features.ROW + j][k] = state.row[j][r];
            x[Features.COLUMN + j][k] = state.column[j][c];
            x[Features.RSQRT_ROW + j][k] = rsqrtRow[j][r];
            x[Features.RSQRT_COLUMN + j][k] = rsqrtColumn[j][c];
        }
    }

    private void writeFull(int j, float[] g, int start, int n, float[][] x) {
        float epsilon = constants.factorEpsilon();
        for (int k = 0; k < n; k++) {
            float v = state.row[j][start + k];
            float m = state.momentum[j][start + k];
            float root = rsqrt(v + constants.statisticEpsilon());
            x[Features.FACTORED_GRADIENT + j][k] =
                    g[start + k] * rsqrt(Math.max(v + epsilon, epsilon));
            x[Features.FACTORED_MOMENTUM + j][k] = m * rsqrt(v + vectorMomentumEpsilon);
            x[Features.ROW + j][k] = v;
            x[Features.COLUMN + j][k] = v;
            x[Features.RSQRT_ROW + j][k] = root;
            x[Features.RSQRT_COLUMN + j][k] = root;
        }
    }

    private static float rsqrt(float x) {
        return (float) (1 / Math.sqrt(x));
    }
}
