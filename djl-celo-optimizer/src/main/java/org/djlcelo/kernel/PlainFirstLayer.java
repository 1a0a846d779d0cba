package org.djlcelo.kernel;

import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.RuleConstants;
import org.djlcelo.lopt.UpdateRule;

/** The first layer in plain Java, on copies of the accumulators. */
final class PlainFirstLayer implements FirstLayerLoops {

    @Override
    public void accumulate(Tile tile, UpdateRule rule) {
        int n = tile.n;
        Moments moments = tile.moments;
        float[] v = tile.copied.v;
        float decay = rule.decays().secondMoment();
        System.arraycopy(moments.v, moments.at, v, 0, n);
        Lanes.averageSquare(v, tile.g, decay, 1 - decay, 0, n);
        System.arraycopy(v, 0, moments.v, moments.at, n);
        Lanes.rsqrt(tile.s, v, rule.constants().secondMomentEpsilon(), n);
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            float[] m = tile.copied.m[j];
            decay = rule.decays().momentum(j);
            System.arraycopy(moments.m[j], moments.at, m, 0, n);
            Lanes.average(m, tile.g, decay, 1 - decay, n);
            System.arraycopy(m, 0, moments.m[j], moments.at, n);
        }
    }

    @Override
    public void gradient(Tile tile, int unit, float[] w) {
        int n = tile.n;
        float[] clipped = tile.scratch[0];
        Lanes.clip(clipped, tile.g, RuleConstants.FEATURE_CLIP, n);
        for (int h = 0; h < UNITS; h++) {
            float[] out = tile.first[unit + h];
            bias(tile, unit + h, out);
            Lanes.addThree(out, tile.g, clipped, tile.p, w[h], w[4 + h], w[8 + h], n);
        }
    }

    private static void bias(Tile tile, int unit, float[] out) {
        System.arraycopy(tile.bias[unit], tile.biasAt, out, 0, tile.n);
        if (tile.isShifted()) {
            float[] shift = tile.scratch[1];
            System.arraycopy(tile.shift[unit], tile.shiftAt, shift, 0, tile.n);
            Lanes.add(out, shift, tile.n);
        }
    }

    @Override
    public void secondMoment(Tile tile, int unit, float[] w) {
        int n = tile.n;
        float[] v = tile.copied.v;
        float[] scaled = tile.scratch[0];
        Lanes.product(scaled, tile.g, tile.s, n);
        for (int h = 0; h < UNITS; h++) {
            float[] out = tile.first[unit + h];
            Lanes.addThree(out, v, tile.s, scaled, w[12 + h], w[16 + h], w[20 + h], n);
        }
    }

    @Override
    public void momentum(Tile tile, int j, int unit, float[] w) {
        int n = tile.n;
        float[] m = tile.copied.m[j];
        float[] scaled = tile.scratch[0];
        float[] byGradient = tile.scratch[1];
        float[] byMomentum = tile.scratch[2];
        System.arraycopy(tile.gradientFactor[j], tile.factorAt, byGradient, 0, n);
        System.arraycopy(tile.momentumFactor[j], tile.factorAt, byMomentum, 0, n);
        if (tile.isScaled()) {
            System.arraycopy(tile.scale[j], tile.scaleAt, scaled, 0, n);
            Lanes.product(byGradient, byGradient, scaled, n);
            Lanes.product(byMomentum, byMomentum, scaled, n);
        }
        Lanes.products(m, tile.g, tile.s, scaled, byGradient, byMomentum, n);
        int i = 24 + 4 * j;
        for (int h = 0; h < UNITS; h += 2) {
            Lanes.addFour(
                    tile.first[unit + h],
                    tile.first[unit + h + 1],
                    m,
                    scaled,
                    byGradient,
                    byMomentum,
                    w[i + h],
                    w[i + 12 + h],
                    w[i + 24 + h],
                    w[i + 36 + h],
                    w[i + h + 1],
                    w[i + 12 + h + 1],
                    w[i + 24 + h + 1],
                    w[i + 36 + h + 1],
                    n);
        }
    }
}
