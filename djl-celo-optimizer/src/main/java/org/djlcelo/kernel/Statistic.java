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

    private static final int RSQRT = Decays.TIMESCALES;
    private static final int CHANNELS = 2 * Decays.TIMESCALES;

    private final int valueChannel;
    private final int rsqrtChannel;
    private int count;

    /** Sums of the squared gradient; double, because rows and columns may be long. */
    double[] sum = new double[0];

    private float[] mean = new float[0];
    final float[][] factor = new float[Decays.TIMESCALES][0];

    /** The statistics at three time scales, then their reciprocal square roots. */
    private final float[][] channels = new float[CHANNELS][0];

    private final float[][] weights = new float[CHANNELS][0];
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
            int room = Math.max(entries, sum.length);
            sum = new double[room];
            mean = new float[room];
            for (int j = 0; j < Decays.TIMESCALES; j++) {
                factor[j] = new float[room];
                channels[RSQRT + j] = new float[room];
            }
            for (int i = 0; i < CHANNELS; i++) {
                weights[i] = new float[width];
            }
            bias = new float[width][room];
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
        double share = 1.0 / length;
        for (int i = 0; i < count; i++) {
            mean[i] = (float) (sum[i] * share) + RuleConstants.SQUARE_EPSILON;
        }
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            float decay = rule.decays().factored(j);
            Lanes.average(values[j], mean, decay, 1 - decay, count);
        }
    }

    /** Factors of columns: {@code rsqrt(max(v, ε))}. */
    void columnFactors(UpdateRule rule, float[][] values) {
        float epsilon = rule.constants().factorEpsilon();
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            Lanes.rsqrtAtLeast(factor[j], values[j], epsilon, count);
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
                        mean[i] = v[i] / divisor;
                    }
                }
            }
            Lanes.rsqrtAtLeast(factor[j], mean, epsilon, count);
        }
    }

    /**
     * What the six channels add to the first layer, with their normalisation folded in, on top of a
     * bias per unit.
     */
    void fold(UpdateRule rule, float[][] values, FirstBias first) {
        float epsilon = rule.constants().statisticEpsilon();
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            channels[j] = values[j];
            Lanes.rsqrt(channels[RSQRT + j], values[j], epsilon, count);
            foldWeights(rule, j, valueChannel + j);
            foldWeights(rule, RSQRT + j, rsqrtChannel + j);
        }
        for (int h = 0; h < bias.length; h++) {
            Lanes.fill(bias[h], first.of(h), count);
            Lanes.addSix(bias[h], channels, weights, 0, h, count);
        }
    }

    private void foldWeights(UpdateRule rule, int channel, int feature) {
        double squares = Lanes.totalOfSquares(channels[channel], count);
        float factor = FoldedNetwork.normalizer(rule, (float) (squares / count));
        for (int h = 0; h < bias.length; h++) {
            weights[channel][h] = rule.mlp().w0(feature, h) * factor;
        }
    }

    /** What a unit's sum starts from. */
    interface FirstBias {
        float of(int unit);
    }
}
