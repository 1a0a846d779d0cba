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
     */
    public ElementChannels(TensorState state, RuleConstants constants) {
        this.state = state;
        this.constants = constants;
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
        float[] secondMoment = state.secondMoment;
        float squareDecay = decays.secondMoment();
        for (int i = 0; i < size; i++) {
            secondMoment[i] = average(squareDecay, secondMoment[i], g[i] * g[i]);
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
        float[] clipped = x[Features.CLIPPED_GRADIENT];
        float[] scaledGradient = x[Features.SCALED_GRADIENT];
        float[] v = state.secondMoment;
        float epsilon = constants.secondMomentEpsilon();
        for (int k = 0; k < n; k++) {
            float gk = g[start + k];
            clipped[k] = Math.max(-FEATURE_CLIP, Math.min(FEATURE_CLIP, gk));
            s[k] = rsqrt(v[start + k] + epsilon);
            scaledGradient[k] = gk * s[k];
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
        take(state.row[j], rows, n, x[Features.ROW + j]);
        take(rsqrtRow[j], rows, n, x[Features.RSQRT_ROW + j]);
        take(state.column[j], columns, n, x[Features.COLUMN + j]);
        take(rsqrtColumn[j], columns, n, x[Features.RSQRT_COLUMN + j]);
        float[] ofRow = rowFactor[j];
        float[] ofColumn = columnFactor[j];
        float[] m = state.momentum[j];
        float[] gradient = x[Features.FACTORED_GRADIENT + j];
        float[] momentum = x[Features.FACTORED_MOMENTUM + j];
        for (int k = 0; k < n; k++) {
            float factor = ofRow[rows[k]] * ofColumn[columns[k]];
            gradient[k] = g[start + k] * factor;
            momentum[k] = m[start + k] * factor;
        }
    }

    private static void take(float[] statistic, int[] entries, int n, float[] out) {
        for (int k = 0; k < n; k++) {
            out[k] = statistic[entries[k]];
        }
    }

    private void writeFull(int j, float[] g, int start, int n, float[][] x) {
        float epsilon = constants.factorEpsilon();
        float statisticEpsilon = constants.statisticEpsilon();
        float[] full = state.row[j];
        float[] m = state.momentum[j];
        float[] gradient = x[Features.FACTORED_GRADIENT + j];
        float[] momentum = x[Features.FACTORED_MOMENTUM + j];
        float[] root = x[Features.RSQRT_ROW + j];
        for (int k = 0; k < n; k++) {
            float v = full[start + k];
            gradient[k] = g[start + k] * rsqrt(Math.max(v + epsilon, epsilon));
            momentum[k] = m[start + k] * rsqrt(v + constants.vectorMomentumEpsilon());
            root[k] = rsqrt(v + statisticEpsilon);
        }
        System.arraycopy(full, start, x[Features.ROW + j], 0, n);
        System.arraycopy(full, start, x[Features.COLUMN + j], 0, n);
        System.arraycopy(root, 0, x[Features.RSQRT_COLUMN + j], 0, n);
    }

    private static float rsqrt(float x) {
        return (float) (1 / Math.sqrt(x));
    }
}
