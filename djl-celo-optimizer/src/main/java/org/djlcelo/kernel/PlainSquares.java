package org.djlcelo.kernel;

import org.djlcelo.lopt.RuleConstants;
import org.djlcelo.lopt.UpdateRule;

/** Sums of squares in plain Java, with a lane for every element of a tile. */
final class PlainSquares implements SquareLoops {

    @Override
    public int lanes(int tileSize) {
        return tileSize;
    }

    @Override
    public void element(Tile tile, UpdateRule rule, float[][] sums) {
        int n = tile.n;
        float[] g = tile.g;
        float[] v = tile.copied.v;
        float[] w = tile.s;
        float decay = rule.decays().secondMoment();
        System.arraycopy(tile.moments.v, tile.moments.at, v, 0, n);
        Lanes.averageSquare(v, g, decay, 1 - decay, 0, n);
        Lanes.reciprocal(w, v, rule.constants().secondMomentEpsilon(), n);
        float bound = RuleConstants.FEATURE_CLIP * RuleConstants.FEATURE_CLIP;
        Lanes.addSquares(sums[0], sums[5], g, w, n);
        Lanes.addClippedSquares(sums[1], g, bound, n);
        Lanes.addSquares(sums[2], tile.p, n);
        Lanes.addSquares(sums[3], v, n);
        Lanes.add(sums[4], w, n);
    }

    @Override
    public void momentum(Tile tile, UpdateRule rule, int j, float[][] sums) {
        int n = tile.n;
        float[] g = tile.g;
        float[] m = tile.copied.m[j];
        float[] f = tile.scratch[0];
        float decay = rule.decays().momentum(j);
        System.arraycopy(tile.moments.m[j], tile.moments.at, m, 0, n);
        Lanes.average(m, g, decay, 1 - decay, n);
        Lanes.addSquares(sums[6 + j], sums[9 + j], m, tile.s, n);
        System.arraycopy(tile.gradientFactor[j], tile.factorAt, f, 0, n);
        float square = tile.scale[j] * tile.scale[j];
        Lanes.addSquares(sums[12 + j], g, f, square, n);
        if (tile.momentumFactor != tile.gradientFactor) {
            System.arraycopy(tile.momentumFactor[j], tile.factorAt, f, 0, n);
        }
        Lanes.addSquares(sums[15 + j], m, f, square, n);
    }
}
