package org.djlcelo.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.djlcelo.lopt.RuleConstants;
import org.djlcelo.lopt.UpdateRule;

/** The first layer with the Vector API, every loop within the 32 registers of AVX-512. */
final class VectorFirstLayer implements FirstLayerLoops {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    /**
     * Stores subnormal momenta as 0: Intel's processors take many times as long for such numbers,
     * and the momenta of a gradient that has stopped, as a dead unit's, would stay such for good.
     */
    @Override
    public void accumulate(Tile tile, UpdateRule rule) {
        float[] gs = tile.g;
        float[] ss = tile.s;
        float[] vs = tile.moments.v;
        float[] ms0 = tile.moments.m[0];
        float[] ms1 = tile.moments.m[1];
        float[] ms2 = tile.moments.m[2];
        int n = tile.n;
        int at = tile.moments.at;
        FloatVector decay = FloatVector.broadcast(S, rule.decays().secondMoment());
        FloatVector rest = FloatVector.broadcast(S, 1 - rule.decays().secondMoment());
        FloatVector decay0 = FloatVector.broadcast(S, rule.decays().momentum(0));
        FloatVector rest0 = FloatVector.broadcast(S, 1 - rule.decays().momentum(0));
        FloatVector decay1 = FloatVector.broadcast(S, rule.decays().momentum(1));
        FloatVector rest1 = FloatVector.broadcast(S, 1 - rule.decays().momentum(1));
        FloatVector decay2 = FloatVector.broadcast(S, rule.decays().momentum(2));
        FloatVector rest2 = FloatVector.broadcast(S, 1 - rule.decays().momentum(2));
        FloatVector epsilon = FloatVector.broadcast(S, rule.constants().secondMomentEpsilon());
        FloatVector one = FloatVector.broadcast(S, 1);
        FloatVector zero = FloatVector.zero(S);
        FloatVector normal = FloatVector.broadcast(S, Float.MIN_NORMAL);
        for (int k = 0; k < n; k += L) {
            FloatVector g = FloatVector.fromArray(S, gs, k);
            FloatVector v = g.mul(g).fma(rest, FloatVector.fromArray(S, vs, at + k).mul(decay));
            v.intoArray(vs, at + k);
            one.div(v.add(epsilon).sqrt()).intoArray(ss, k);
            FloatVector m0 = g.fma(rest0, FloatVector.fromArray(S, ms0, at + k).mul(decay0));
            m0.blend(zero, m0.abs().lt(normal)).intoArray(ms0, at + k);
            FloatVector m1 = g.fma(rest1, FloatVector.fromArray(S, ms1, at + k).mul(decay1));
            m1.blend(zero, m1.abs().lt(normal)).intoArray(ms1, at + k);
            FloatVector m2 = g.fma(rest2, FloatVector.fromArray(S, ms2, at + k).mul(decay2));
            m2.blend(zero, m2.abs().lt(normal)).intoArray(ms2, at + k);
        }
    }

    @Override
    public void elements(Tile tile, int unit, float[] w) {
        gradientAndParameter(tile, unit, w);
        secondMoment(tile, unit, w);
    }

    private static void gradientAndParameter(Tile tile, int unit, float[] w) {
        float[] gs = tile.g;
        float[] ps = tile.p;
        int n = tile.n;
        int biasAt = tile.biasAt;
        float[] b0 = tile.bias[unit + 0];
        FloatVector shift0 = FloatVector.broadcast(S, tile.shift[unit + 0]);
        float[] out0 = tile.first[unit + 0];
        float[] b1 = tile.bias[unit + 1];
        FloatVector shift1 = FloatVector.broadcast(S, tile.shift[unit + 1]);
        float[] out1 = tile.first[unit + 1];
        float[] b2 = tile.bias[unit + 2];
        FloatVector shift2 = FloatVector.broadcast(S, tile.shift[unit + 2]);
        float[] out2 = tile.first[unit + 2];
        float[] b3 = tile.bias[unit + 3];
        FloatVector shift3 = FloatVector.broadcast(S, tile.shift[unit + 3]);
        float[] out3 = tile.first[unit + 3];
        FloatVector w00 = FloatVector.broadcast(S, w[0]);
        FloatVector w01 = FloatVector.broadcast(S, w[1]);
        FloatVector w02 = FloatVector.broadcast(S, w[2]);
        FloatVector w03 = FloatVector.broadcast(S, w[3]);
        FloatVector w10 = FloatVector.broadcast(S, w[4]);
        FloatVector w11 = FloatVector.broadcast(S, w[5]);
        FloatVector w12 = FloatVector.broadcast(S, w[6]);
        FloatVector w13 = FloatVector.broadcast(S, w[7]);
        FloatVector w20 = FloatVector.broadcast(S, w[8]);
        FloatVector w21 = FloatVector.broadcast(S, w[9]);
        FloatVector w22 = FloatVector.broadcast(S, w[10]);
        FloatVector w23 = FloatVector.broadcast(S, w[11]);
        FloatVector bound = FloatVector.broadcast(S, RuleConstants.FEATURE_CLIP);
        FloatVector sign = FloatVector.broadcast(S, -0f);
        for (int k = 0; k < n; k += L) {
            FloatVector g = FloatVector.fromArray(S, gs, k);
            FloatVector s0 = g.fma(w00, FloatVector.fromArray(S, b0, biasAt + k).add(shift0));
            FloatVector s1 = g.fma(w01, FloatVector.fromArray(S, b1, biasAt + k).add(shift1));
            FloatVector s2 = g.fma(w02, FloatVector.fromArray(S, b2, biasAt + k).add(shift2));
            FloatVector s3 = g.fma(w03, FloatVector.fromArray(S, b3, biasAt + k).add(shift3));
            // floats without their signs are ordered like their bits
            FloatVector x =
                    g.abs()
                            .reinterpretAsInts()
                            .min(bound.reinterpretAsInts())
                            .or(g.reinterpretAsInts().and(sign.reinterpretAsInts()))
                            .reinterpretAsFloats();
            s0 = x.fma(w10, s0);
            s1 = x.fma(w11, s1);
            s2 = x.fma(w12, s2);
            s3 = x.fma(w13, s3);
            x = FloatVector.fromArray(S, ps, k);
            x.fma(w20, s0).intoArray(out0, k);
            x.fma(w21, s1).intoArray(out1, k);
            x.fma(w22, s2).intoArray(out2, k);
            x.fma(w23, s3).intoArray(out3, k);
        }
    }

    private static void secondMoment(Tile tile, int unit, float[] w) {
        float[] gs = tile.g;
        float[] vs = tile.moments.v;
        float[] ss = tile.s;
        int n = tile.n;
        int at = tile.moments.at;
        float[] out0 = tile.first[unit + 0];
        float[] out1 = tile.first[unit + 1];
        float[] out2 = tile.first[unit + 2];
        float[] out3 = tile.first[unit + 3];
        FloatVector w00 = FloatVector.broadcast(S, w[12]);
        FloatVector w01 = FloatVector.broadcast(S, w[13]);
        FloatVector w02 = FloatVector.broadcast(S, w[14]);
        FloatVector w03 = FloatVector.broadcast(S, w[15]);
        FloatVector w10 = FloatVector.broadcast(S, w[16]);
        FloatVector w11 = FloatVector.broadcast(S, w[17]);
        FloatVector w12 = FloatVector.broadcast(S, w[18]);
        FloatVector w13 = FloatVector.broadcast(S, w[19]);
        FloatVector w20 = FloatVector.broadcast(S, w[20]);
        FloatVector w21 = FloatVector.broadcast(S, w[21]);
        FloatVector w22 = FloatVector.broadcast(S, w[22]);
        FloatVector w23 = FloatVector.broadcast(S, w[23]);
        for (int k = 0; k < n; k += L) {
            FloatVector x = FloatVector.fromArray(S, vs, at + k);
            FloatVector s0 = x.fma(w00, FloatVector.fromArray(S, out0, k));
            FloatVector s1 = x.fma(w01, FloatVector.fromArray(S, out1, k));
            FloatVector s2 = x.fma(w02, FloatVector.fromArray(S, out2, k));
            FloatVector s3 = x.fma(w03, FloatVector.fromArray(S, out3, k));
            x = FloatVector.fromArray(S, ss, k);
            s0 = x.fma(w10, s0);
            s1 = x.fma(w11, s1);
            s2 = x.fma(w12, s2);
            s3 = x.fma(w13, s3);
            x = x.mul(FloatVector.fromArray(S, gs, k));
            x.fma(w20, s0).intoArray(out0, k);
            x.fma(w21, s1).intoArray(out1, k);
            x.fma(w22, s2).intoArray(out2, k);
            x.fma(w23, s3).intoArray(out3, k);
        }
    }

    @Override
    public void momentum(Tile tile, int j, int unit, float[] w) {
        float[] gs = tile.g;
        float[] ms = tile.moments.m[j];
        float[] ss = tile.s;
        float[] gf = tile.gradientFactor[j];
        float[] mf = tile.momentumFactor[j];
        float scale = tile.scale[j];
        int n = tile.n;
        int at = tile.moments.at;
        int factorAt = tile.factorAt;
        int own = 24 + 4 * j;
        float[] out0 = tile.first[unit + 0];
        float[] out1 = tile.first[unit + 1];
        float[] out2 = tile.first[unit + 2];
        float[] out3 = tile.first[unit + 3];
        FloatVector w00 = FloatVector.broadcast(S, w[own + 0]);
        FloatVector w01 = FloatVector.broadcast(S, w[own + 1]);
        FloatVector w02 = FloatVector.broadcast(S, w[own + 2]);
        FloatVector w03 = FloatVector.broadcast(S, w[own + 3]);
        FloatVector w10 = FloatVector.broadcast(S, w[own + 12]);
        FloatVector w11 = FloatVector.broadcast(S, w[own + 13]);
        FloatVector w12 = FloatVector.broadcast(S, w[own + 14]);
        FloatVector w13 = FloatVector.broadcast(S, w[own + 15]);
        FloatVector w20 = FloatVector.broadcast(S, scale * w[own + 24]);
        FloatVector w21 = FloatVector.broadcast(S, scale * w[own + 25]);
        FloatVector w22 = FloatVector.broadcast(S, scale * w[own + 26]);
        FloatVector w23 = FloatVector.broadcast(S, scale * w[own + 27]);
        FloatVector w30 = FloatVector.broadcast(S, scale * w[own + 36]);
        FloatVector w31 = FloatVector.broadcast(S, scale * w[own + 37]);
        FloatVector w32 = FloatVector.broadcast(S, scale * w[own + 38]);
        FloatVector w33 = FloatVector.broadcast(S, scale * w[own + 39]);
        for (int k = 0; k < n; k += L) {
            FloatVector m = FloatVector.fromArray(S, ms, at + k);
            FloatVector x = m;
            FloatVector s0 = x.fma(w00, FloatVector.fromArray(S, out0, k));
            FloatVector s1 = x.fma(w01, FloatVector.fromArray(S, out1, k));
            FloatVector s2 = x.fma(w02, FloatVector.fromArray(S, out2, k));
            FloatVector s3 = x.fma(w03, FloatVector.fromArray(S, out3, k));
            x = m.mul(FloatVector.fromArray(S, ss, k));
            s0 = x.fma(w10, s0);
            s1 = x.fma(w11, s1);
            s2 = x.fma(w12, s2);
            s3 = x.fma(w13, s3);
            x = FloatVector.fromArray(S, gf, factorAt + k).mul(FloatVector.fromArray(S, gs, k));
            s0 = x.fma(w20, s0);
            s1 = x.fma(w21, s1);
            s2 = x.fma(w22, s2);
            s3 = x.fma(w23, s3);
            x = FloatVector.fromArray(S, mf, factorAt + k).mul(m);
            x.fma(w30, s0).intoArray(out0, k);
            x.fma(w31, s1).intoArray(out1, k);
            x.fma(w32, s2).intoArray(out2, k);
            x.fma(w33, s3).intoArray(out3, k);
        }
    }
}
