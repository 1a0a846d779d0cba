package org.djlcelo.kernel;

import java.util.Arrays;
import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.RuleConstants;
import org.djlcelo.lopt.UpdateRule;

/**
 * Row or column statistics of the tensor at hand with what follows from them: the factors of the
 * factored features, and what their channels add to the first layer.
 *
 * <p>The features of a row are the same for all its elements, so six channels collapse into one
 * bias per hidden unit and row.
 */
final class Statistic {

    private final int valueChannel;
    private final int rsqrtChannel;
    private int count;
    double[] sum = new double[0];
    final float[][] factor = new float[Decays.TIMESCALES][0];
    float[][] bias = new float[0][];

    /**
     * Creates scratch for one kind of statistic.
     *
     * @param valueChannel the first feature that holds the statistic
     * @param rsqrtChannel the first feature that holds its reciprocal square root
     */
    Statistic(int valueChannel, int rsqrtChannel) {
        this.valueChannel = valueChannel;
        this.rsqrtChannel = rsqrtChannel;
    }

    /** Makes room for a tensor and clears the sums. */
    void reset(int entries, int width) {
        count = entries;
        if (sum.length < entries || bias.length != width) {
            sum = new double[entries];
            for (int j = 0; j < Decays.TIMESCALES; j++) {
                factor[j] = new float[entries];
            }
            bias = new float[width][entries];
        }
        Arrays.fill(sum, 0, entries, 0);
    }

    boolean hasNaN() {
        for (int i = 0; i < count; i++) {
            if (Double.isNaN(sum[i])) {
                return true;
            }
        }
        return false;
    }

    /** Moves the running means towards this step's means, over {@code length} elements each. */
    void accumulate(UpdateRule rule, float[][] values, int length) {
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            float decay = rule.decays().factored(j);
            for (int i = 0; i < count; i++) {
                float mean = (float) (sum[i] / length) + RuleConstants.SQUARE_EPSILON;
                values[j][i] = decay * values[j][i] + (1 - decay) * mean;
            }
        }
    }

    /** Factors of columns: {@code rsqrt(max(v, ε))}. */
    void columnFactors(UpdateRule rule, float[][] values) {
        float epsilon = rule.constants().factorEpsilon();
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            for (int i = 0; i < count; i++) {
                factor[j][i] = rsqrt(Math.max(values[j][i], epsilon));
            }
        }
    }

    /**
     * Factors of rows: {@code rsqrt(max(v / (mean of v along d1 + ε), ε))}. A row's entries along
     * d1 are {@code inner} apart and {@code length} many.
     */
    void rowFactors(UpdateRule rule, float[][] values, int inner, int length) {
        float epsilon = rule.constants().factorEpsilon();
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            float[] v = values[j];
            for (int start = 0; start < count; start += inner * length) {
                for (int k = start; k < start + inner; k++) {
                    double total = 0;
                    for (int i = k; i < k + inner * length; i += inner) {
                        total += v[i];
                    }
                    float divisor = (float) (total / length) + epsilon;
                    for (int i = k; i < k + inner * length; i += inner) {
                        factor[j][i] = rsqrt(Math.max(v[i] / divisor, epsilon));
                    }
                }
            }
        }
    }

    /** What the six channels add to the first layer, with their normalisation folded in. */
    void fold(UpdateRule rule, float[][] values) {
        float epsilon = rule.constants().statisticEpsilon();
        for (float[] unit : bias) {
            Arrays.fill(unit, 0, count, 0);
        }
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            float[] v = values[j];
            double valueSquares = 0;
            double rsqrtSquares = 0;
            for (int i = 0; i < count; i++) {
                valueSquares += (double) v[i] * v[i];
                rsqrtSquares += 1 / ((double) v[i] + epsilon);
            }
            float valueFactor = FoldedNetwork.normalizer(rule, (float) (valueSquares / count));
            float rsqrtFactor = FoldedNetwork.normalizer(rule, (float) (rsqrtSquares / count));
            for (int h = 0; h < bias.length; h++) {
                float valueWeight = rule.mlp().w0(valueChannel + j, h) * valueFactor;
                float rsqrtWeight = rule.mlp().w0(rsqrtChannel + j, h) * rsqrtFactor;
                float[] unit = bias[h];
                for (int i = 0; i < count; i++) {
                    unit[i] += v[i] * valueWeight + rsqrt(v[i] + epsilon) * rsqrtWeight;
                }
            }
        }
    }

    /** Adds the first layer's own bias, which one of the two statistics carries. */
    void addToBias(UpdateRule rule) {
        for (int h = 0; h < bias.length; h++) {
            for (int i = 0; i < count; i++) {
                bias[h][i] += rule.mlp().b0(h);
            }
        }
    }

    private static float rsqrt(float x) {
        return 1f / (float) Math.sqrt(x);
    }
}
