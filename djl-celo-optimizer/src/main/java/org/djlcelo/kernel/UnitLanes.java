package org.djlcelo.kernel;

/**
 * The network's loops in plain Java, each one that HotSpot turns into vector instructions.
 *
 * <p>Every loop computes a single unit. With two, which would share their loads, HotSpot reaches
 * its limit on a loop's size before it has unrolled it to the 16 elements of an AVX-512 register,
 * and leaves it scalar.
 */
final class UnitLanes {

    private UnitLanes() {}

    /** out = bias + shift + g · (wg + s · wgs) + c · wc + p · wp + v · wv + s · ws. */
    static void elements(
            float[] out,
            float[] bias,
            float[] g,
            float[] c,
            float[] p,
            float[] v,
            float[] s,
            float wg,
            float wc,
            float wp,
            float wv,
            float ws,
            float wgs,
            float shift,
            int n) {
        for (int k = 0; k < n; k++) {
            float y = s[k];
            float low = Math.fma(p[k], wp, Math.fma(v[k], wv, y * ws));
            float high = Math.fma(g[k], Math.fma(y, wgs, wg), Math.fma(c[k], wc, low));
            out[k] = (bias[k] + shift) + high;
        }
    }

    /** out += m · (wm + s · wms + f · wmf) + gf · wgf. */
    static void momentum(
            float[] out,
            float[] m,
            float[] s,
            float[] gf,
            float[] f,
            float wm,
            float wms,
            float wgf,
            float wmf,
            int n) {
        for (int k = 0; k < n; k++) {
            float w = Math.fma(f[k], wmf, Math.fma(s[k], wms, wm));
            out[k] = Math.fma(gf[k], wgf, Math.fma(m[k], w, out[k]));
        }
    }

    /** out = x + |x|, twice the ReLU. */
    static void twiceRelu(float[] out, float[] x, int n) {
        for (int k = 0; k < n; k++) {
            out[k] = x[k] + Math.abs(x[k]);
        }
    }

    /** out = b + x0 · w0 + x1 · w1 + x2 · w2 + x3 · w3. */
    static void layer(
            float[] out,
            float[] x0,
            float[] x1,
            float[] x2,
            float[] x3,
            float b,
            float w0,
            float w1,
            float w2,
            float w3,
            int n) {
        for (int k = 0; k < n; k++) {
            float low = Math.fma(x0[k], w0, Math.fma(x1[k], w1, b));
            out[k] = Math.fma(x2[k], w2, Math.fma(x3[k], w3, low));
        }
    }

    /** The same with twice its ReLU. */
    static void reluLayer(
            float[] out,
            float[] x0,
            float[] x1,
            float[] x2,
            float[] x3,
            float b,
            float w0,
            float w1,
            float w2,
            float w3,
            int n) {
        for (int k = 0; k < n; k++) {
            float low = Math.fma(x0[k], w0, Math.fma(x1[k], w1, b));
            float sum = Math.fma(x2[k], w2, Math.fma(x3[k], w3, low));
            out[k] = sum + Math.abs(sum);
        }
    }

    /** out += relu(x) · 2w. */
    static void addRelu(float[] out, float[] x, float w, int n) {
        for (int k = 0; k < n; k++) {
            out[k] = Math.fma(x[k] + Math.abs(x[k]), w, out[k]);
        }
    }

    /** out = keep · p + d · exp(q) for |q| up to 1/2, where the series is exact to 1e-7. */
    static void step(float[] out, float[] p, float[] d, float[] q, float keep, int n) {
        for (int k = 0; k < n; k++) {
            float x = q[k];
            float e = Math.fma(x, 1f / 5040, 1f / 720);
            e = Math.fma(x, e, 1f / 120);
            e = Math.fma(x, e, 1f / 24);
            e = Math.fma(x, e, 1f / 6);
            e = Math.fma(x, e, 0.5f);
            e = Math.fma(x, e, 1f);
            e = Math.fma(x, e, 1f);
            out[k] = Math.fma(d[k], e, keep * p[k]);
        }
    }
}
