package org.djlcelo.kernel;

import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.RuleConstants;
import org.djlcelo.lopt.UpdateRule;

/** The first layer in plain Java, on copies of the accumulators. */
final class PlainFirstLayer implements FirstLayerLoops {

    /** Where {@link #accumulate} leaves the clipped gradient. */
    private static final int CLIPPED = 0;

    @Override
    public void accumulate(Tile tile, UpdateRule rule) {
        int n = tile.n;
        Moments moments = tile.moments;
        float[] v = tile.copied.v;
        float decay = rule.decays().secondMoment();
        float epsilon = rule.constants().secondMomentEpsilon();
        System.arraycopy(moments.v, moments.at, v, 0, n);
        Lanes.averageSquare(v, tile.s, tile.g, decay, 1 - decay, epsilon, n);
        System.arraycopy(v, 0, moments.v, moments.at, n);
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            float[] m = tile.copied.m[j];
            decay = rule.decays().momentum(j);
            System.arraycopy(moments.m[j], moments.at, m, 0, n);
            Lanes.average(m, tile.g, decay, 1 - decay, n);
            System.arraycopy(m, 0, moments.m[j], moments.at, n);
        }
        Lanes.clip(tile.scratch[CLIPPED], tile.g, RuleConstants.FEATURE_CLIP, n);
    }

    @Override
    public void elements(Tile tile, int unit, float[] w) {
        float[] biases = tile.scratch[1];
        for (int h = 0; h < UNITS; h++) {
            System.arraycopy(tile.bias[unit + h], tile.biasAt, biases, 0, tile.n);
            UnitLanes.elements(
                    tile.first[unit + h],
                    biases,
                    tile.g,
                    tile.scratch[CLIPPED],
                    tile.p,
                    tile.copied.v,
                    tile.s,
                    w[h],
                    w[4 + h],
                    w[8 + h],
                    w[12 + h],
                    w[16 + h],
                    w[20 + h],
                    tile.shift[unit + h],
                    tile.n);
        }
    }

    @Override
    public void momentum(Tile tile, int j, int unit, float[] w) {
        int n = tile.n;
        float[] factor = tile.scratch[1];
        float[] scaled = tile.scratch[2];
        System.arraycopy(tile.gradientFactor[j], tile.factorAt, factor, 0, n);
        Lanes.product(scaled, tile.g, factor, n);
        if (tile.momentumFactor != tile.gradientFactor) {
            System.arraycopy(tile.momentumFactor[j], tile.factorAt, factor, 0, n);
        }
        float scale = tile.scale[j];
        int i = 24 + 4 * j;
        for (int h = 0; h < UNITS; h++) {
            UnitLanes.momentum(
                    tile.first[unit + h],
                    tile.copied.m[j],
                    tile.s,
                    scaled,
                    factor,
                    w[i + h],
                    w[i + 12 + h],
                    scale * w[i + 24 + h],
                    scale * w[i + 36 + h],
                    n);
        }
    }
}
