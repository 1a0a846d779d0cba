package org.djlcelo.kernel;

import java.nio.FloatBuffer;
import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.Features;
import org.djlcelo.lopt.RuleConstants;
import org.djlcelo.lopt.UpdateRule;

/**
 * A run of up to {@link #SIZE} neighbouring elements with their features, small enough for the
 * first-level cache.
 *
 * <p>Channels that depend on a row or a column alone are not here: they enter the network as a bias
 * per row and per column.
 */
final class Tile {

    static final int SIZE = 256;

    /** Channels that every tensor has per element, in the order of {@link #channels}. */
    static final int[] ELEMENT_CHANNELS = {
        Features.GRADIENT,
        Features.CLIPPED_GRADIENT,
        Features.PARAMETER,
        Features.SECOND_MOMENT,
        Features.RSQRT_SECOND_MOMENT,
        Features.SCALED_GRADIENT,
        Features.MOMENTUM,
        Features.MOMENTUM + 1,
        Features.MOMENTUM + 2,
        Features.SCALED_MOMENTUM,
        Features.SCALED_MOMENTUM + 1,
        Features.SCALED_MOMENTUM + 2,
        Features.FACTORED_GRADIENT,
        Features.FACTORED_GRADIENT + 1,
        Features.FACTORED_GRADIENT + 2,
        Features.FACTORED_MOMENTUM,
        Features.FACTORED_MOMENTUM + 1,
        Features.FACTORED_MOMENTUM + 2,
    };

    final float[] g = new float[SIZE];
    final float[] clipped = new float[SIZE];
    final float[] p = new float[SIZE];
    final float[] v = new float[SIZE];
    final float[] s = new float[SIZE];
    final float[] scaledGradient = new float[SIZE];
    final float[][] m = new float[Decays.TIMESCALES][SIZE];
    final float[][] scaledMomentum = new float[Decays.TIMESCALES][SIZE];

    /** What the gradient and the momenta are multiplied with for the factored features. */
    final float[][] factor = new float[Decays.TIMESCALES][SIZE];

    final float[][] factoredGradient = new float[Decays.TIMESCALES][SIZE];
    final float[][] factoredMomentum = new float[Decays.TIMESCALES][SIZE];

    /** The channels in the order of {@link #ELEMENT_CHANNELS}. */
    final float[][] channels = {
        g,
        clipped,
        p,
        v,
        s,
        scaledGradient,
        m[0],
        m[1],
        m[2],
        scaledMomentum[0],
        scaledMomentum[1],
        scaledMomentum[2],
        factoredGradient[0],
        factoredGradient[1],
        factoredGradient[2],
        factoredMomentum[0],
        factoredMomentum[1],
        factoredMomentum[2],
    };

    /** Reads the gradient as the rule sees it. */
    void loadGradient(
            UpdateRule rule, FloatBuffer gradient, GradientPolicy policy, int start, int n) {
        gradient.get(start, g, 0, n);
        float bound = Math.min(policy.clip(), rule.constants().gradientClip());
        Lanes.scaleAndClip(g, policy.scale(), bound, n);
    }

    /** Reads accumulators and parameter and brings all but the factored channels up to date. */
    void load(UpdateRule rule, TensorState state, FloatBuffer parameter, int start, int n) {
        Decays decays = rule.decays();
        parameter.get(start, p, 0, n);
        System.arraycopy(state.secondMoment, start, v, 0, n);
        Lanes.averageSquare(v, g, decays.secondMoment(), 1 - decays.secondMoment(), 0, n);
        Lanes.rsqrt(s, v, rule.constants().secondMomentEpsilon(), n);
        Lanes.clip(clipped, g, RuleConstants.FEATURE_CLIP, n);
        Lanes.product(scaledGradient, g, s, n);
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            System.arraycopy(state.momentum[j], start, m[j], 0, n);
            Lanes.average(m[j], g, decays.momentum(j), 1 - decays.momentum(j), n);
            Lanes.product(scaledMomentum[j], m[j], s, n);
        }
    }

    /** Writes the accumulators that {@link #load} brought up to date. */
    void storeMoments(TensorState state, int start, int n) {
        System.arraycopy(v, 0, state.secondMoment, start, n);
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            System.arraycopy(m[j], 0, state.momentum[j], start, n);
        }
    }
}
