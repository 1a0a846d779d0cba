package org.djlcelo.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.djlcelo.lopt.RuleConstants;
import org.djlcelo.lopt.UpdateRule;

final class VectorSquares implements SquareLoops {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    /** Sums of four vectors, so that an addition doesn't wait for the one before. */
    private static final int LANES = 4 * L;

    @Override
    public int lanes(int tileSize) {
        return LANES;
    }

    /** In two loops: the last operations of a long one are those that C2 may make objects for. */
    @Override
    public void element(Tile tile, UpdateRule rule, float[][] sums) {
        gradientAndParameter(tile, sums);
        secondMoment(tile, rule, sums);
    }

    private static void gradientAndParameter(Tile tile, float[][] sums) {
        float[] gs = tile.g;
        float[] ps = tile.p;
        int n = tile.n;
        float[] sum0 = sums[0];
        float[] sum1 = sums[1];
        float[] sum2 = sums[2];
        FloatVector bound =
                FloatVector.broadcast(S, RuleConstants.FEATURE_CLIP * RuleConstants.FEATURE_CLIP);
        for (int k = 0; k < n; k += 2 * L) {
            int lane = k / 2 & LANES - L;
            FloatVector g = FloatVector.fromArray(S, gs, k);
            FloatVector h = FloatVector.fromArray(S, gs, k + L);
            g = g.mul(g);
            h = h.mul(h);
            FloatVector.fromArray(S, sum0, lane).add(g.add(h)).intoArray(sum0, lane);
            // numbers that aren't negative are ordered like their bits
            FloatVector x =
                    g.reinterpretAsInts().min(bound.reinterpretAsInts()).reinterpretAsFloats();
            FloatVector y =
                    h.reinterpretAsInts().min(bound.reinterpretAsInts()).reinterpretAsFloats();
            FloatVector.fromArray(S, sum1, lane).add(x.add(y)).intoArray(sum1, lane);
            x = FloatVector.fromArray(S, ps, k);
            y = FloatVector.fromArray(S, ps, k + L);
            FloatVector.fromArray(S, sum2, lane).add(x.fma(x, y.mul(y))).intoArray(sum2, lane);
        }
    }

    private static void secondMoment(Tile tile, UpdateRule rule, float[][] sums) {
        float[] gs = tile.g;
        float[] vs = tile.moments.v;
        int at = tile.moments.at;
        int n = tile.n;
        float[] ws = tile.s;
        float[] epsilons = tile.epsilon;
        float[] sum3 = sums[3];
        float[] sum4 = sums[4];
        float[] sum5 = sums[5];
        FloatVector decay = FloatVector.broadcast(S, rule.decays().secondMoment());
        FloatVector rest = FloatVector.broadcast(S, 1 - rule.decays().secondMoment());
        FloatVector one = FloatVector.broadcast(S, 1);
        for (int k = 0; k < n; k += 2 * L) {
            int lane = k / 2 & LANES - L;
            FloatVector g = FloatVector.fromArray(S, gs, k);
            FloatVector h = FloatVector.fromArray(S, gs, k + L);
            g = g.mul(g);
            h = h.mul(h);
            FloatVector x = g.fma(rest, FloatVector.fromArray(S, vs, at + k).mul(decay));
            FloatVector y = h.fma(rest, FloatVector.fromArray(S, vs, at + k + L).mul(decay));
            FloatVector.fromArray(S, sum3, lane).add(x.fma(x, y.mul(y))).intoArray(sum3, lane);
            x = one.div(x.add(FloatVector.fromArray(S, epsilons, k)));
            y = one.div(y.add(FloatVector.fromArray(S, epsilons, k + L)));
            x.intoArray(ws, k);
            y.intoArray(ws, k + L);
            FloatVector.fromArray(S, sum4, lane).add(x.add(y)).intoArray(sum4, lane);
            FloatVector.fromArray(S, sum5, lane).add(x.fma(g, y.mul(h))).intoArray(sum5, lane);
        }
    }

    /**
     * Squares of momenta are added as they are computed: of those that have become small they are
     * subnormal numbers, which take Intel's processors many times as long.
     */
    @Override
    public void momentum(Tile tile, UpdateRule rule, int j, float[][] sums) {
        float[] gs = tile.g;
        float[] ws = tile.s;
        float[] ms = tile.moments.m[j];
        float[] gf = tile.gradientFactor[j];
        float[] mf = tile.momentumFactor[j];
        int at = tile.moments.at;
        int factorAt = tile.factorAt;
        int n = tile.n;
        float[] sum0 = sums[6 + j];
        float[] sum1 = sums[9 + j];
        float[] sum2 = sums[12 + j];
        float[] sum3 = sums[15 + j];
        FloatVector decay = FloatVector.broadcast(S, rule.decays().momentum(j));
        FloatVector rest = FloatVector.broadcast(S, 1 - rule.decays().momentum(j));
        FloatVector scale = FloatVector.broadcast(S, tile.scale[j]);
        FloatVector square = scale.mul(scale);
        for (int k = 0; k < n; k += 2 * L) {
            int lane = k / 2 & LANES - L;
            FloatVector g = FloatVector.fromArray(S, gs, k);
            FloatVector h = FloatVector.fromArray(S, gs, k + L);
            FloatVector m = g.fma(rest, FloatVector.fromArray(S, ms, at + k).mul(decay));
            FloatVector o = h.fma(rest, FloatVector.fromArray(S, ms, at + k + L).mul(decay));
            FloatVector sum = FloatVector.fromArray(S, sum0, lane);
            m.fma(m, o.fma(o, sum)).intoArray(sum0, lane);
            sum = FloatVector.fromArray(S, sum1, lane);
            FloatVector x = m.mul(FloatVector.fromArray(S, ws, k));
            FloatVector y = o.mul(FloatVector.fromArray(S, ws, k + L));
            x.fma(m, y.fma(o, sum)).intoArray(sum1, lane);
            x = g.mul(FloatVector.fromArray(S, gf, factorAt + k));
            y = h.mul(FloatVector.fromArray(S, gf, factorAt + k + L));
            FloatVector.fromArray(S, sum2, lane)
                    .add(x.fma(x, y.mul(y)).mul(square))
                    .intoArray(sum2, lane);
            x = m.mul(FloatVector.fromArray(S, mf, factorAt + k)).mul(scale);
            y = o.mul(FloatVector.fromArray(S, mf, factorAt + k + L)).mul(scale);
            sum = FloatVector.fromArray(S, sum3, lane);
            x.fma(x, y.fma(y, sum)).intoArray(sum3, lane);
        }
    }
}
