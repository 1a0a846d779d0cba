package org.djlcelo.metatrain.inner;

import static org.djlcelo.metatrain.inner.FoldedWeights.UNITS;
import static org.djlcelo.metatrain.inner.MatrixChannels.CLIPPED_GRADIENT;
import static org.djlcelo.metatrain.inner.MatrixChannels.FACTORED_GRADIENT;
import static org.djlcelo.metatrain.inner.MatrixChannels.FACTORED_MOMENTUM;
import static org.djlcelo.metatrain.inner.MatrixChannels.MOMENTUM;
import static org.djlcelo.metatrain.inner.MatrixChannels.PARAMETER;
import static org.djlcelo.metatrain.inner.MatrixChannels.RSQRT_SECOND_MOMENT;
import static org.djlcelo.metatrain.inner.MatrixChannels.SCALED_GRADIENT;
import static org.djlcelo.metatrain.inner.MatrixChannels.SCALED_MOMENTUM;
import static org.djlcelo.metatrain.inner.MatrixChannels.SECOND_MOMENT;
import static org.djlcelo.metatrain.inner.VectorMath.LANES;
import static org.djlcelo.metatrain.inner.VectorMath.SPECIES;

import jdk.incubator.vector.FloatVector;
import org.djlcelo.lopt.RuleConstants;
import org.djlcelo.lopt.UpdateRule;

/** The first layer of the rule's network over a matrix, for {@link VectorLayers}. */
final class VectorFirstLayer {

    private final float[] g;
    private final float[] v;
    private final float[] s;
    private final VectorStatistic along;
    private final VectorStatistic across;
    private final int width;
    private final float[] sums;
    private final float[] weights = new float[MatrixChannels.COUNT * UNITS];

    /**
     * Creates a layer on arrays that others fill.
     *
     * @param g the clipped gradient
     * @param v the second moment
     * @param s its reciprocal root
     * @param along the statistic that changes along a row
     * @param across the other one
     * @param width the length of a row
     * @param sums receives the sums
     */
    VectorFirstLayer(
            float[] g,
            float[] v,
            float[] s,
            VectorStatistic along,
            VectorStatistic across,
            int width,
            float[] sums) {
        this.g = g;
        this.v = v;
        this.s = s;
        this.along = along;
        this.across = across;
        this.width = width;
        this.sums = sums;
    }

    /** Folds the channels' mean squares into the weights. */
    void fold(UpdateRule rule, float[] meanSquare) {
        for (int c = 0; c < MatrixChannels.COUNT; c++) {
            FoldedWeights.fold(rule, meanSquare[c], MatrixChannels.feature(c), weights, UNITS * c);
        }
    }

    /** Starts the sums with the channels of no time scale. */
    void sumElements(float[] parameter) {
        float[] w = weights;
        float bound = RuleConstants.FEATURE_CLIP;
        for (int row = 0, i = 0, j = 0; i < g.length; i += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, g, i);
            FloatVector clipped = x.min(bound).max(-bound);
            FloatVector p = FloatVector.fromArray(SPECIES, parameter, i);
            FloatVector second = FloatVector.fromArray(SPECIES, v, i);
            FloatVector root = FloatVector.fromArray(SPECIES, s, i);
            FloatVector scaled = x.mul(root);
            for (int h = 0; h < UNITS; h++) {
                FloatVector sum =
                        FloatVector.fromArray(SPECIES, along.bias, h * along.stride() + j);
                sum = sum.add(across.bias[h * across.stride() + row]);
                sum = x.fma(FloatVector.broadcast(SPECIES, w[h]), sum);
                sum =
                        clipped.fma(
                                FloatVector.broadcast(SPECIES, w[UNITS * CLIPPED_GRADIENT + h]),
                                sum);
                sum = p.fma(FloatVector.broadcast(SPECIES, w[UNITS * PARAMETER + h]), sum);
                sum = second.fma(FloatVector.broadcast(SPECIES, w[UNITS * SECOND_MOMENT + h]), sum);
                sum =
                        root.fma(
                                FloatVector.broadcast(SPECIES, w[UNITS * RSQRT_SECOND_MOMENT + h]),
                                sum);
                sum =
                        scaled.fma(
                                FloatVector.broadcast(SPECIES, w[UNITS * SCALED_GRADIENT + h]),
                                sum);
                sum.intoArray(sums, UNITS * i + h * LANES);
            }
            j += LANES;
            if (j == width) {
                j = 0;
                row++;
            }
        }
    }

    /** Adds the channels of one time scale. */
    void sumTimescale(int k, float[] momentum) {
        float[] w = weights;
        float[] acrossFactor = across.factor[k];
        float[] alongFactor = along.factor[k];
        int ofMomentum = UNITS * (MOMENTUM + k);
        int ofScaled = UNITS * (SCALED_MOMENTUM + k);
        int ofFactoredGradient = UNITS * (FACTORED_GRADIENT + k);
        int ofFactoredMomentum = UNITS * (FACTORED_MOMENTUM + k);
        for (int row = 0, i = 0, j = 0; i < g.length; i += LANES) {
            FloatVector f = FloatVector.fromArray(SPECIES, alongFactor, j).mul(acrossFactor[row]);
            FloatVector m = FloatVector.fromArray(SPECIES, momentum, i);
            FloatVector scaled = m.mul(FloatVector.fromArray(SPECIES, s, i));
            FloatVector factoredGradient = f.mul(FloatVector.fromArray(SPECIES, g, i));
            FloatVector factoredMomentum = f.mul(m);
            for (int h = 0; h < UNITS; h++) {
                FloatVector sum = FloatVector.fromArray(SPECIES, sums, UNITS * i + h * LANES);
                sum = m.fma(FloatVector.broadcast(SPECIES, w[ofMomentum + h]), sum);
                sum = scaled.fma(FloatVector.broadcast(SPECIES, w[ofScaled + h]), sum);
                sum =
                        factoredGradient.fma(
                                FloatVector.broadcast(SPECIES, w[ofFactoredGradient + h]), sum);
                sum =
                        factoredMomentum.fma(
                                FloatVector.broadcast(SPECIES, w[ofFactoredMomentum + h]), sum);
                sum.intoArray(sums, UNITS * i + h * LANES);
            }
            j += LANES;
            if (j == width) {
                j = 0;
                row++;
            }
        }
    }
}
