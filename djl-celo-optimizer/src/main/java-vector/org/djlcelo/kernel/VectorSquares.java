package org.djlcelo.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;
import org.djlcelo.lopt.RuleConstants;
import org.djlcelo.lopt.UpdateRule;

final class VectorSquares implements SquareLoops {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    @Override
    public int lanes(int tileSize) {
        return L;
    }

    @Override
    public void element(Tile tile, UpdateRule rule, float[][] sums) {
        float[] gs = tile.g;
        float[] ps = tile.p;
        float[] vs = tile.moments.v;
        int at = tile.moments.at;
        int n = tile.n;
        float[] ws = tile.s;
        float[] epsilons = tile.epsilon;
        FloatVector decay = FloatVector.broadcast(S, rule.decays().secondMoment());
        FloatVector rest = FloatVector.broadcast(S, 1 - rule.decays().secondMoment());
        FloatVector one = FloatVector.broadcast(S, 1);
        FloatVector g2sum = FloatVector.zero(S);
        FloatVector clipSum = g2sum;
        FloatVector p2sum = g2sum;
        FloatVector v2sum = g2sum;
        FloatVector wSum = g2sum;
        FloatVector g2wSum = g2sum;
        IntVector bound =
                FloatVector.broadcast(S, RuleConstants.FEATURE_CLIP * RuleConstants.FEATURE_CLIP)
                        .reinterpretAsInts();
        for (int k = 0; k < n; k += L) {
            FloatVector g = FloatVector.fromArray(S, gs, k);
            FloatVector p = FloatVector.fromArray(S, ps, k);
            FloatVector v = FloatVector.fromArray(S, vs, at + k);
            FloatVector g2 = g.mul(g);
            v = g2.fma(rest, v.mul(decay));
            FloatVector w = one.div(v.add(FloatVector.fromArray(S, epsilons, k)));
            w.intoArray(ws, k);
            g2sum = g2sum.add(g2);
            clipSum = clipSum.add(g2.reinterpretAsInts().min(bound).reinterpretAsFloats());
            p2sum = p.fma(p, p2sum);
            v2sum = v.fma(v, v2sum);
            wSum = wSum.add(w);
            g2wSum = g2.fma(w, g2wSum);
        }
        g2sum.add(FloatVector.fromArray(S, sums[0], 0)).intoArray(sums[0], 0);
        clipSum.add(FloatVector.fromArray(S, sums[1], 0)).intoArray(sums[1], 0);
        p2sum.add(FloatVector.fromArray(S, sums[2], 0)).intoArray(sums[2], 0);
        v2sum.add(FloatVector.fromArray(S, sums[3], 0)).intoArray(sums[3], 0);
        wSum.add(FloatVector.fromArray(S, sums[4], 0)).intoArray(sums[4], 0);
        g2wSum.add(FloatVector.fromArray(S, sums[5], 0)).intoArray(sums[5], 0);
    }

    @Override
    public void momentum(Tile tile, UpdateRule rule, int j, float[][] sums) {
        float[] gs = tile.g;
        float[] ws = tile.s;
        float[] ms = tile.moments.m[j];
        float[] gf = tile.gradientFactor[j];
        float[] mf = tile.momentumFactor[j];
        float[] fs = tile.scale[j];
        int at = tile.moments.at;
        int factorAt = tile.factorAt;
        int scaleAt = tile.scaleAt;
        int n = tile.n;
        FloatVector decay = FloatVector.broadcast(S, rule.decays().momentum(j));
        FloatVector rest = FloatVector.broadcast(S, 1 - rule.decays().momentum(j));
        FloatVector a = FloatVector.zero(S);
        FloatVector b = FloatVector.zero(S);
        FloatVector c = FloatVector.zero(S);
        FloatVector d = FloatVector.zero(S);
        for (int k = 0; k < n; k += L) {
            FloatVector g = FloatVector.fromArray(S, gs, k);
            FloatVector m = g.fma(rest, FloatVector.fromArray(S, ms, at + k).mul(decay));
            FloatVector square = m.mul(m);
            a = a.add(square);
            b = square.fma(FloatVector.fromArray(S, ws, k), b);
            FloatVector scale = FloatVector.fromArray(S, fs, scaleAt + k);
            FloatVector x = g.mul(FloatVector.fromArray(S, gf, factorAt + k).mul(scale));
            c = x.fma(x, c);
            FloatVector y = m.mul(FloatVector.fromArray(S, mf, factorAt + k).mul(scale));
            d = y.fma(y, d);
        }
        a.add(FloatVector.fromArray(S, sums[6 + j], 0)).intoArray(sums[6 + j], 0);
        b.add(FloatVector.fromArray(S, sums[9 + j], 0)).intoArray(sums[9 + j], 0);
        c.add(FloatVector.fromArray(S, sums[12 + j], 0)).intoArray(sums[12 + j], 0);
        d.add(FloatVector.fromArray(S, sums[15 + j], 0)).intoArray(sums[15 + j], 0);
    }
}
