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
    int count;
    int slots;

    /** Sums of the squared gradient by slot; the jobs of a pass have one each. */
    float[] sums = new float[0];

    private float[] mean = new float[0];
    final float[][] factor = new float[Decays.TIMESCALES][0];
    private final float[][] rsqrt = new float[Decays.TIMESCALES][0];
    private final float[][] weights = new float[CHANNELS][0];
    float[][] bias = new float[0][];

    Statistic(int valueChannel, int rsqrtChannel) {
        this.valueChannel = valueChannel;
        this.rsqrtChannel = rsqrtChannel;
    }

    /** Makes room for a tensor and clears the sums. */
    void reset(int entries, int slots, int width) {
        count = entries;
        this.slots = slots;
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
        if (sums.length < entries * slots) {
            sums = new float[entries * slots];
        }
        Arrays.fill(sums, 0, entries * slots, 0);
    }

    /** Adds up the slots into the first one... */
    boolean total(int length) {
        double share = 1.0 / length;
        boolean nan = false;
        for (int i = 0; i < count; i++) {
            double total = 0;
            for (int s = i; s < slots * count; s += count) {
                total += sums[s];
            }
            mean[i] = (float) (total * share) + RuleConstants.SQUARE_EPSILON;
            nan |= Double.isNaN(total);
        }
        return nan;
    }

    void accumulate(UpdateRule rule, float[][] values) {
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            float decay = rule.decays().factored(j);
            float rest = 1 - decay;
            float[] v = values[j];
            for (int k = 0; k < count; k++) {
                v[k] = decay * v[k] + rest * mean[k];
            }
        }
    }

    /** Factors of columns: {@code rsqrt(max(v, ε))}. */
    void columnFactors(UpdateRule rule, float[][] values) {
        float epsilon = rule.constants().factorEpsilon();
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            rsqrtAtLeast(factor[j], values[j], epsilon, count);
        }
    }

    static void rsqrtAtLeast(float[] out, float[] x, float floor, int n) {
        for (int k = 0; k < n; k++) {
            out[k] = 1f / (float) Math.sqrt(Math.max(x[k], floor));
        }
    }

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
            rsqrtAtLeast(factor[j], mean, epsilon, count);
        }
    }

    void fold(UpdateRule rule, float[][] values, FirstBias first) {
        float epsilon = rule.constants().statisticEpsilon();
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            float[] r = rsqrt[j];
            float[] v = values[j];
            for (int k = 0; k < count; k++) {
                r[k] = 1f / (float) Math.sqrt(v[k] + epsilon);
            }
            foldWeights(rule, v, j, valueChannel + j);
            foldWeights(rule, r, RSQRT + j, rsqrtChannel + j);
        }
        for (int h = 0; h < bias.length; h++) {
            addSix(bias[h], first.of(h), values[0], values[1], values[2], h);
        }
    }

    private void addSix(float[] out, float bias, float[] v0, float[] v1, float[] v2, int h) {
        float[] r0 = rsqrt[0];
        float[] r1 = rsqrt[1];
        float[] r2 = rsqrt[2];
        float w0 = weights[0][h];
        float w1 = weights[1][h];
        float w2 = weights[2][h];
        float w3 = weights[3][h];
        float w4 = weights[4][h];
        float w5 = weights[5][h];
        for (int k = 0; k < count; k++) {
            float low = Math.fma(v0[k], w0, Math.fma(v1[k], w1, v2[k] * w2));
            float high = Math.fma(r0[k], w3, Math.fma(r1[k], w4, r2[k] * w5));
            out[k] = bias + (low + high);
        }
    }

    private void foldWeights(UpdateRule rule, float[] x, int channel, int feature) {
        double squares = totalOfSquares(x, count);
        float factor = FoldedNetwork.normalizer(rule, (float) (squares / count));
        for (int h = 0; h < bias.length; h++) {
            weights[channel][h] = rule.mlp().w0(feature, h) * factor;
        }
    }

    static double totalOfSquares(float[] x, int n) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int k = 0;
        for (; k + 3 < n; k += 4) {
            s0 += (double) x[k] * x[k];
            s1 += (double) x[k + 1] * x[k + 1];
            s2 += (double) x[k + 2] * x[k + 2];
            s3 += (double) x[k + 3] * x[k + 3];
        }
        for (; k < n; k++) {
            s0 += (double) x[k] * x[k];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** What a unit's sum starts from. */
    interface FirstBias {
        float of(int unit);
    }
}
