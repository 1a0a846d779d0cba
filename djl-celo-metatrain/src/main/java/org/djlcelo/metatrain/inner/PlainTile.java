package org.djlcelo.metatrain.inner;

import static org.djlcelo.metatrain.inner.MatrixChannels.CLIPPED_GRADIENT;
import static org.djlcelo.metatrain.inner.MatrixChannels.GRADIENT;
import static org.djlcelo.metatrain.inner.MatrixChannels.MOMENTUM;
import static org.djlcelo.metatrain.inner.MatrixChannels.PARAMETER;
import static org.djlcelo.metatrain.inner.MatrixChannels.RSQRT_SECOND_MOMENT;
import static org.djlcelo.metatrain.inner.MatrixChannels.SCALED_GRADIENT;
import static org.djlcelo.metatrain.inner.MatrixChannels.SCALED_MOMENTUM;
import static org.djlcelo.metatrain.inner.MatrixChannels.SECOND_MOMENT;
import static org.djlcelo.metatrain.inner.PlainLoops.addSquares;
import static org.djlcelo.metatrain.inner.PlainLoops.addSquaresOfProducts;

import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.RuleConstants;
import org.djlcelo.lopt.UpdateRule;

/** What the passes of {@link PlainMatrixUpdate} hand on of a run of whole rows. */
final class PlainTile {

    final float[] g;
    final float[] p;
    final float[] v;

    /** The reciprocal root of the second moment v. */
    final float[] s;

    final float[][] m;

    /** What the gradient and the momenta are multiplied with for the factored features. */
    final float[][] factor;

    PlainTile(int size) {
        g = new float[size];
        p = new float[size];
        v = new float[size];
        s = new float[size];
        m = new float[Decays.TIMESCALES][size];
        factor = new float[Decays.TIMESCALES][size];
    }

    /**
     * Brings the accumulators up to date and adds the squares of all channels but the factored ones
     * to the lanes of {@code squares}.
     */
    void accumulate(UpdateRule rule, float[][] squares) {
        PlainLoops.clip(g, rule.constants().gradientClip());
        float decay = rule.decays().secondMoment();
        PlainLoops.averageSquare(v, g, decay, 1 - decay);
        PlainLoops.rsqrt(s, v, rule.constants().secondMomentEpsilon());
        addSquares(squares[GRADIENT], g);
        PlainLoops.addClippedSquares(squares[CLIPPED_GRADIENT], g, RuleConstants.FEATURE_CLIP);
        addSquares(squares[PARAMETER], p);
        addSquares(squares[SECOND_MOMENT], v);
        addSquares(squares[RSQRT_SECOND_MOMENT], s);
        addSquaresOfProducts(squares[SCALED_GRADIENT], g, s);
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            float keep = rule.decays().momentum(j);
            PlainLoops.average(m[j], g, keep, 1 - keep);
            addSquares(squares[MOMENTUM + j], m[j]);
            addSquaresOfProducts(squares[SCALED_MOMENTUM + j], m[j], s);
        }
    }

    /** Sums the squared gradient of some elements. */
    float squaredGradient(int start, int n) {
        float even = 0;
        float odd = 0;
        int i = start;
        for (; i + 1 < start + n; i += 2) {
            even = Math.fma(g[i], g[i], even);
            odd = Math.fma(g[i + 1], g[i + 1], odd);
        }
        return i < start + n ? Math.fma(g[i], g[i], even) + odd : even + odd;
    }
}
