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
    public void momenta(Tile tile, UpdateRule rule, float[][] sums) {
        float[] gs = tile.g;
        float[] ws = tile.s;
        int at = tile.moments.at;
        int factorAt = tile.factorAt;
        int scaleAt = tile.scaleAt;
        int n = tile.n;
        float[] ms0 = tile.moments.m[0];
        float[] gf0 = tile.gradientFactor[0];
        float[] mf0 = tile.momentumFactor[0];
        float[] fs0 = tile.scale[0];
        FloatVector decay0 = FloatVector.broadcast(S, rule.decays().momentum(0));
        FloatVector rest0 = FloatVector.broadcast(S, 1 - rule.decays().momentum(0));
        float[] ms1 = tile.moments.m[1];
        float[] gf1 = tile.gradientFactor[1];
        float[] mf1 = tile.momentumFactor[1];
        float[] fs1 = tile.scale[1];
        FloatVector decay1 = FloatVector.broadcast(S, rule.decays().momentum(1));
        FloatVector rest1 = FloatVector.broadcast(S, 1 - rule.decays().momentum(1));
        float[] ms2 = tile.moments.m[2];
        float[] gf2 = tile.gradientFactor[2];
        float[] mf2 = tile.momentumFactor[2];
        float[] fs2 = tile.scale[2];
        FloatVector decay2 = FloatVector.broadcast(S, rule.decays().momentum(2));
        FloatVector rest2 = FloatVector.broadcast(S, 1 - rule.decays().momentum(2));
        FloatVector a0 = FloatVector.zero(S);
        FloatVector a1 = FloatVector.zero(S);
        FloatVector a2 = FloatVector.zero(S);
        FloatVector b0 = FloatVector.zero(S);
        FloatVector b1 = FloatVector.zero(S);
        FloatVector b2 = FloatVector.zero(S);
        FloatVector c0 = FloatVector.zero(S);
        FloatVector c1 = FloatVector.zero(S);
        FloatVector c2 = FloatVector.zero(S);
        FloatVector d0 = FloatVector.zero(S);
        FloatVector d1 = FloatVector.zero(S);
        FloatVector d2 = FloatVector.zero(S);
        for (int k = 0; k < n; k += L) {
            FloatVector g = FloatVector.fromArray(S, gs, k);
            FloatVector w = FloatVector.fromArray(S, ws, k);
            FloatVector m0 = g.fma(rest0, FloatVector.fromArray(S, ms0, at + k).mul(decay0));
            FloatVector square0 = m0.mul(m0);
            a0 = a0.add(square0);
            b0 = square0.fma(w, b0);
            FloatVector scale0 = FloatVector.fromArray(S, fs0, scaleAt + k);
            FloatVector x0 = g.mul(FloatVector.fromArray(S, gf0, factorAt + k).mul(scale0));
            c0 = x0.fma(x0, c0);
            FloatVector y0 = m0.mul(FloatVector.fromArray(S, mf0, factorAt + k).mul(scale0));
            d0 = y0.fma(y0, d0);
            FloatVector m1 = g.fma(rest1, FloatVector.fromArray(S, ms1, at + k).mul(decay1));
            FloatVector square1 = m1.mul(m1);
            a1 = a1.add(square1);
            b1 = square1.fma(w, b1);
            FloatVector scale1 = FloatVector.fromArray(S, fs1, scaleAt + k);
            FloatVector x1 = g.mul(FloatVector.fromArray(S, gf1, factorAt + k).mul(scale1));
            c1 = x1.fma(x1, c1);
            FloatVector y1 = m1.mul(FloatVector.fromArray(S, mf1, factorAt + k).mul(scale1));
            d1 = y1.fma(y1, d1);
            FloatVector m2 = g.fma(rest2, FloatVector.fromArray(S, ms2, at + k).mul(decay2));
            FloatVector square2 = m2.mul(m2);
            a2 = a2.add(square2);
            b2 = square2.fma(w, b2);
            FloatVector scale2 = FloatVector.fromArray(S, fs2, scaleAt + k);
            FloatVector x2 = g.mul(FloatVector.fromArray(S, gf2, factorAt + k).mul(scale2));
            c2 = x2.fma(x2, c2);
            FloatVector y2 = m2.mul(FloatVector.fromArray(S, mf2, factorAt + k).mul(scale2));
            d2 = y2.fma(y2, d2);
        }
        a0.add(FloatVector.fromArray(S, sums[6], 0)).intoArray(sums[6], 0);
        a1.add(FloatVector.fromArray(S, sums[7], 0)).intoArray(sums[7], 0);
        a2.add(FloatVector.fromArray(S, sums[8], 0)).intoArray(sums[8], 0);
        b0.add(FloatVector.fromArray(S, sums[9], 0)).intoArray(sums[9], 0);
        b1.add(FloatVector.fromArray(S, sums[10], 0)).intoArray(sums[10], 0);
        b2.add(FloatVector.fromArray(S, sums[11], 0)).intoArray(sums[11], 0);
        c0.add(FloatVector.fromArray(S, sums[12], 0)).intoArray(sums[12], 0);
        c1.add(FloatVector.fromArray(S, sums[13], 0)).intoArray(sums[13], 0);
        c2.add(FloatVector.fromArray(S, sums[14], 0)).intoArray(sums[14], 0);
        d0.add(FloatVector.fromArray(S, sums[15], 0)).intoArray(sums[15], 0);
        d1.add(FloatVector.fromArray(S, sums[16], 0)).intoArray(sums[16], 0);
        d2.add(FloatVector.fromArray(S, sums[17], 0)).intoArray(sums[17], 0);
    }
}
