package org.djlcelo.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
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

    private static void addTo(float[][] sums, int channel, FloatVector value) {
        value.add(FloatVector.fromArray(S, sums[channel], 0)).intoArray(sums[channel], 0);
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
        IntVector bound = FloatVector.broadcast(S, RuleConstants.FEATURE_CLIP * RuleConstants.FEATURE_CLIP).reinterpretAsInts();
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
        addTo(sums, 0, g2sum);
        addTo(sums, 1, clipSum);
        addTo(sums, 2, p2sum);
        addTo(sums, 3, v2sum);
        addTo(sums, 4, wSum);
        addTo(sums, 5, g2wSum);
    }

    @Override
    public void momentum(Tile tile, UpdateRule rule, int j, float[][] sums) {
        float[] gs = tile.g;
        float[] ms = tile.moments.m[j];
        int at = tile.moments.at;
        float[] fs = tile.scale[j];
        int factorAt = tile.factorAt;
        int scaleAt = tile.scaleAt;
        int n = tile.n;
        float[] ws = tile.s;
        float[] gf = tile.gradientFactor[j];
        float[] mf = tile.momentumFactor[j];
        FloatVector decay = FloatVector.broadcast(S, rule.decays().momentum(j));
        FloatVector rest = FloatVector.broadcast(S, 1 - rule.decays().momentum(j));
        FloatVector m2sum = FloatVector.zero(S);
        FloatVector m2wSum = m2sum;
        FloatVector gfSum = m2sum;
        FloatVector mfSum = m2sum;
        for (int k = 0; k < n; k += L) {
            FloatVector g = FloatVector.fromArray(S, gs, k);
            FloatVector m = g.fma(rest, FloatVector.fromArray(S, ms, at + k).mul(decay));
            FloatVector m2 = m.mul(m);
            m2sum = m2sum.add(m2);
            m2wSum = m2.fma(FloatVector.fromArray(S, ws, k), m2wSum);
            FloatVector scale = FloatVector.fromArray(S, fs, scaleAt + k);
            FloatVector a = g.mul(FloatVector.fromArray(S, gf, factorAt + k).mul(scale));
            gfSum = a.fma(a, gfSum);
            FloatVector b = m.mul(FloatVector.fromArray(S, mf, factorAt + k).mul(scale));
            mfSum = b.fma(b, mfSum);
        }
        addTo(sums, 6 + j, m2sum);
        addTo(sums, 9 + j, m2wSum);
        addTo(sums, 12 + j, gfSum);
        addTo(sums, 15 + j, mfSum);
    }
}
