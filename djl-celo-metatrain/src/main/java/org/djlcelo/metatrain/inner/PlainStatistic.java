package org.djlcelo.metatrain.inner;

import java.util.Arrays;
import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.RuleConstants;
import org.djlcelo.lopt.UpdateRule;

/**
 * The row or the column statistics of one matrix with what follows from them: the factors of the
 * factored features, and what the statistic's six channels add to the first layer.
 */
final class PlainStatistic {

    private static final int TIMESCALES = Decays.TIMESCALES;
    private static final int CHANNELS = 2 * TIMESCALES;

    private final int valueChannel;
    private final int rsqrtChannel;
    private final int count;

    /** The statistics at three time scales, kept up to date, then their reciprocal roots. */
    private final float[][] channels = new float[CHANNELS][];

    private final float[] weights;

    /** Sums of the squared gradient of this step. */
    final float[] sum;

    /** What gradient and momenta are multiplied with, per time scale. */
    final float[][] factor;

    /** [unit][entry]: what the channels add to the first layer. */
    final float[][] bias;

    PlainStatistic(int valueChannel, int rsqrtChannel, float[][] states, int units) {
        this.valueChannel = valueChannel;
        this.rsqrtChannel = rsqrtChannel;
        count = states[0].length;
        for (int j = 0; j < TIMESCALES; j++) {
            channels[j] = states[j];
            channels[TIMESCALES + j] = new float[count];
        }
        weights = new float[CHANNELS * units];
        sum = new float[count];
        factor = new float[TIMESCALES][count];
        bias = new float[units][count];
    }

    /** Moves the running means towards this step's means, over {@code length} elements each. */
    void accumulate(UpdateRule rule, int length) {
        for (int i = 0; i < count; i++) {
            sum[i] = sum[i] / length + RuleConstants.SQUARE_EPSILON;
        }
        for (int j = 0; j < TIMESCALES; j++) {
            float decay = rule.decays().factored(j);
            PlainLoops.average(channels[j], sum, decay, 1 - decay);
        }
    }

    /** Factors of columns: {@code rsqrt(max(v, ε))}. */
    void columnFactors(UpdateRule rule) {
        for (int j = 0; j < TIMESCALES; j++) {
            factors(j, 1, rule.constants().factorEpsilon());
        }
    }

    /** Factors of rows: {@code rsqrt(max(v / (mean of v + ε), ε))}. */
    void rowFactors(UpdateRule rule) {
        float epsilon = rule.constants().factorEpsilon();
        for (int j = 0; j < TIMESCALES; j++) {
            double total = 0;
            for (float v : channels[j]) {
                total += v;
            }
            factors(j, (float) (total / count) + epsilon, epsilon);
        }
    }

    private void factors(int j, float divisor, float epsilon) {
        float[] v = channels[j];
        float[] out = factor[j];
        for (int i = 0; i < out.length; i++) {
            out[i] = 1f / (float) Math.sqrt(Math.max(v[i] / divisor, epsilon));
        }
    }

    /** What the six channels add to the first layer, on top of a bias per unit. */
    void fold(UpdateRule rule, FoldedWeights.FirstBias first) {
        float epsilon = rule.constants().statisticEpsilon();
        for (int j = 0; j < TIMESCALES; j++) {
            PlainLoops.rsqrt(channels[TIMESCALES + j], channels[j], epsilon);
            foldWeights(rule, j, valueChannel + j);
            foldWeights(rule, TIMESCALES + j, rsqrtChannel + j);
        }
        for (int h = 0; h < bias.length; h++) {
            Arrays.fill(bias[h], first.of(h));
            Rows.addWeighted(bias[h], channels, weights, h, bias.length);
        }
    }

    private void foldWeights(UpdateRule rule, int channel, int feature) {
        float meanSquare = Rows.sumOfSquares(channels[channel]) / count;
        FoldedWeights.fold(rule, meanSquare, feature, weights, channel * bias.length);
    }
}
