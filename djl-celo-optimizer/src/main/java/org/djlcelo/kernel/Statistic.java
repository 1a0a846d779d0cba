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
    private int slots;

    /** Entries of the statistic. */
    int count;

    /** Sums of the squared gradient, [slot][entry]; jobs of a pass add into different ones. */
    float[] sums = new float[0];

    private float[] mean = new float[0];
    final float[][] factor = new float[Decays.TIMESCALES][0];
    private final float[][] rsqrt = new float[Decays.TIMESCALES][0];
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
    void reset(int entries, int sumSlots, int width) {
        count = entries;
        slots = sumSlots;
        if (mean.length < entries || bias.length != width) {
            int room = Math.max(entries, mean.length);
            mean = new float[room];
            for (int j = 0; j < Decays.TIMESCALES; j++) {
                factor[j] = new float[room + Tile.SLACK];
                rsqrt[j] = new float[room];
            }
            for (int i = 0; i < CHANNELS; i++) {
                weights[i] = new float[width];
            }
            bias = new float[width][room + Tile.SLACK];
        }
        if (sums.length < slots * count) {
            sums = new float[slots * count];
        }
        Arrays.fill(sums, 0, slots * count, 0);
    }

    /** Adds the slots up, in their order, for means over {@code length} elements each. */
    void addUp(int length) {
        double share = 1.0 / length;
        for (int i = 0; i < count; i++) {
            double total = 0;
            for (int s = i; s < slots * count; s += count) {
                total += sums[s];
            }
            mean[i] = (float) (total * share) + RuleConstants.SQUARE_EPSILON;
        }
    }

    boolean hasNaN() {
        for (int i = 0; i < count; i++) {
            if (Float.isNaN(mean[i])) {
                return true;
            }
        }
        return false;
    }

    /** Moves the running means towards this step's means. */
    void accumulate(UpdateRule rule, float[][] values) {
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
            Lanes.rsqrt(rsqrt[j], values[j], epsilon, count);
            foldWeights(rule, values[j], j, valueChannel + j);
            foldWeights(rule, rsqrt[j], RSQRT + j, rsqrtChannel + j);
        }
        for (int h = 0; h < bias.length; h++) {
            Lanes.fill(bias[h], first.of(h), count);
            add(bias[h], values, 0, h);
            add(bias[h], rsqrt, RSQRT, h);
        }
    }

    private void add(float[] out, float[][] x, int channel, int h) {
        float w0 = weights[channel][h];
        float w1 = weights[channel + 1][h];
        float w2 = weights[channel + 2][h];
        Lanes.addThree(out, x[0], x[1], x[2], w0, w1, w2, count);
    }

    private void foldWeights(UpdateRule rule, float[] x, int channel, int feature) {
        double squares = Totals.PLAIN.ofSquares(x, count);
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
