package org.djlcelo.metatrain.inner;

import static org.djlcelo.metatrain.inner.VectorMath.LANES;
import static org.djlcelo.metatrain.inner.VectorMath.SPECIES;
import static org.djlcelo.metatrain.inner.VectorMath.reciprocalSqrt;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.RuleConstants;
import org.djlcelo.lopt.UpdateRule;
import org.djlcelo.matrix.Products;
import org.djlcelo.matrix.Products.Strided;

/**
 * The row or the column statistics of one matrix with what follows from them: the factors of the
 * factored features, and what the statistic's six channels add to the first layer.
 *
 * <p>Arrays are padded to whole vectors; what stands in the padding is never looked at.
 */
final class VectorStatistic {

    private static final int TIMESCALES = Decays.TIMESCALES;
    private static final int CHANNELS = 2 * TIMESCALES;

    private final int valueChannel;
    private final int rsqrtChannel;
    private final int count;
    private final int padded;
    private final float[][] states;

    /** Sums of the squared gradient of this step. */
    final float[] sum;

    /** What gradient and momenta are multiplied with, per time scale. */
    final float[][] factor;

    /** [channel][entry]: the statistics at three time scales, then their reciprocal roots. */
    private final float[] channels;

    private final float[] scratch;

    /** [unit][entry]: what the channels add to the first layer. */
    final float[] bias;

    private final Strided weights;

    /**
     * Creates scratch for one kind of statistic.
     *
     * @param valueChannel the first feature that holds the statistic
     * @param rsqrtChannel the first feature that holds its reciprocal square root
     * @param states the accumulators per time scale, kept up to date
     * @param units hidden units of the rule's network
     */
    VectorStatistic(int valueChannel, int rsqrtChannel, float[][] states, int units) {
        this.valueChannel = valueChannel;
        this.rsqrtChannel = rsqrtChannel;
        this.states = states;
        count = states[0].length;
        padded = VectorMath.padded(count);
        sum = new float[padded];
        factor = new float[TIMESCALES][padded];
        channels = new float[CHANNELS * padded];
        scratch = new float[padded];
        bias = new float[units * padded];
        weights = Strided.transposed(new float[CHANNELS * units], units);
    }

    /** The distance of two units' biases. */
    int stride() {
        return padded;
    }

    /** Moves the running means towards this step's means, over {@code length} elements each. */
    void accumulate(UpdateRule rule, int length) {
        float share = 1f / length;
        for (int j = 0; j < TIMESCALES; j++) {
            float decay = rule.decays().factored(j);
            System.arraycopy(states[j], 0, channels, j * padded, count);
            for (int i = 0; i < padded; i += LANES) {
                FloatVector mean =
                        FloatVector.fromArray(SPECIES, sum, i)
                                .mul(share)
                                .add(RuleConstants.SQUARE_EPSILON);
                FloatVector old = FloatVector.fromArray(SPECIES, channels, j * padded + i);
                old.mul(decay).add(mean.mul(1 - decay)).intoArray(channels, j * padded + i);
            }
            System.arraycopy(channels, j * padded, states[j], 0, count);
        }
        Arrays.fill(sum, 0);
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
            for (float v : states[j]) {
                total += v;
            }
            factors(j, (float) (total / count) + epsilon, epsilon);
        }
    }

    private void factors(int j, float divisor, float epsilon) {
        for (int i = 0; i < padded; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, channels, j * padded + i).div(divisor);
            reciprocalSqrt(v.max(epsilon)).intoArray(factor[j], i);
        }
    }

    /** What the six channels add to the first layer, with their normalisation folded in. */
    void fold(UpdateRule rule, FoldedWeights.FirstBias first) {
        float epsilon = rule.constants().statisticEpsilon();
        for (int j = 0; j < TIMESCALES; j++) {
            int from = j * padded;
            int to = (TIMESCALES + j) * padded;
            for (int i = 0; i < padded; i += LANES) {
                reciprocalSqrt(FloatVector.fromArray(SPECIES, channels, from + i).add(epsilon))
                        .intoArray(channels, to + i);
            }
            foldWeights(rule, j, valueChannel + j);
            foldWeights(rule, TIMESCALES + j, rsqrtChannel + j);
        }
        int units = bias.length / padded;
        for (int h = 0; h < units; h++) {
            Arrays.fill(bias, h * padded, (h + 1) * padded, first.of(h));
        }
        Products.BEST.add(weights, channels, CHANNELS, padded, bias, units);
    }

    private void foldWeights(UpdateRule rule, int channel, int feature) {
        System.arraycopy(channels, channel * padded, scratch, 0, count);
        float meanSquare = VectorMath.sumOfSquares(scratch, count) / count;
        FoldedWeights.fold(rule, meanSquare, feature, weights.values(), channel * weights.column());
    }
}
