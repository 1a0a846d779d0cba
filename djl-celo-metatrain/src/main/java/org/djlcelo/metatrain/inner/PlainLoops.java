package org.djlcelo.metatrain.inner;

/**
 * The loops of the plain update, each one that HotSpot turns into vector instructions: whole arrays
 * from index 0, no reductions, few terms; see {@link Rows}.
 */
final class PlainLoops {

    private PlainLoops() {}

    /** x = clip(x, ±bound). NaN stays NaN. */
    static void clip(float[] x, float bound) {
        for (int k = 0; k < x.length; k++) {
            x[k] = Math.max(-bound, Math.min(bound, x[k]));
        }
    }

    /** m = decay · m + rest · x. */
    static void average(float[] m, float[] x, float decay, float rest) {
        for (int k = 0; k < m.length; k++) {
            m[k] = decay * m[k] + rest * x[k];
        }
    }

    /** m = decay · m + rest · x². */
    static void averageSquare(float[] m, float[] x, float decay, float rest) {
        for (int k = 0; k < m.length; k++) {
            m[k] = decay * m[k] + rest * (x[k] * x[k]);
        }
    }

    /** out = 1 / sqrt(x + epsilon). */
    static void rsqrt(float[] out, float[] x, float epsilon) {
        for (int k = 0; k < out.length; k++) {
            out[k] = 1f / (float) Math.sqrt(x[k] + epsilon);
        }
    }

    /** x = x · y. */
    static void multiply(float[] x, float[] y) {
        for (int k = 0; k < x.length; k++) {
            x[k] = x[k] * y[k];
        }
    }

    /** x = x + y. */
    static void add(float[] x, float[] y) {
        for (int k = 0; k < x.length; k++) {
            x[k] = x[k] + y[k];
        }
    }

    /** sums += x². */
    static void addSquares(float[] sums, float[] x) {
        for (int k = 0; k < sums.length; k++) {
            sums[k] = Math.fma(x[k], x[k], sums[k]);
        }
    }

    /** sums += min(x², bound²). */
    static void addClippedSquares(float[] sums, float[] x, float bound) {
        float square = bound * bound;
        for (int k = 0; k < sums.length; k++) {
            sums[k] = sums[k] + Math.min(square, x[k] * x[k]);
        }
    }

    /** sums += (x y)². */
    static void addSquaresOfProducts(float[] sums, float[] x, float[] y) {
        for (int k = 0; k < sums.length; k++) {
            float product = x[k] * y[k];
            sums[k] = Math.fma(product, product, sums[k]);
        }
    }

    /** sums += g·w0 + clip(g)·w1 + p·w2. */
    static void addGradientAndParameter(
            float[] sums, float[] g, float[] p, float bound, float w0, float w1, float w2) {
        for (int k = 0; k < sums.length; k++) {
            float clipped = Math.max(-bound, Math.min(bound, g[k]));
            float low = Math.fma(g[k], w0, Math.fma(clipped, w1, sums[k]));
            sums[k] = Math.fma(p[k], w2, low);
        }
    }

    /** sums += v·w0 + s·w1 + g·s·w2. */
    static void addSecondMoment(
            float[] sums, float[] g, float[] v, float[] s, float w0, float w1, float w2) {
        for (int k = 0; k < sums.length; k++) {
            float ofRoot = s[k] * Math.fma(g[k], w2, w1);
            sums[k] = Math.fma(v[k], w0, sums[k]) + ofRoot;
        }
    }

    /** sums += m·w0 + m·s·w1 + g·f·w2 + m·f·w3. */
    static void addTimescale(
            float[] sums,
            float[] g,
            float[] m,
            float[] s,
            float[] f,
            float w0,
            float w1,
            float w2,
            float w3) {
        for (int k = 0; k < sums.length; k++) {
            float ofMomentum = Math.fma(f[k], w3, Math.fma(s[k], w1, w0));
            float ofGradient = g[k] * f[k];
            sums[k] = Math.fma(m[k], ofMomentum, Math.fma(ofGradient, w2, sums[k]));
        }
    }

    /** x = max(0, x). */
    static void relu(float[] x) {
        for (int k = 0; k < x.length; k++) {
            x[k] = Math.max(0, x[k]);
        }
    }

    /** out = bias + Σ x[i] · w[start + i stride] over four arrays. */
    static void sumFour(float[] out, float[][] x, float[] w, int start, int stride, float bias) {
        float[] x0 = x[0];
        float[] x1 = x[1];
        float[] x2 = x[2];
        float[] x3 = x[3];
        float w0 = w[start];
        float w1 = w[start + stride];
        float w2 = w[start + 2 * stride];
        float w3 = w[start + 3 * stride];
        for (int k = 0; k < out.length; k++) {
            float low = Math.fma(x0[k], w0, Math.fma(x1[k], w1, bias));
            out[k] = Math.fma(x2[k], w2, Math.fma(x3[k], w3, low));
        }
    }

    /** p = p - factor · d · exp(multiplier · q), q being destroyed. */
    static void descend(float[] p, float[] d, float[] q, float factor, float multiplier) {
        Exponential.replace(q, multiplier);
        for (int k = 0; k < p.length; k++) {
            p[k] = p[k] - factor * d[k] * q[k];
        }
    }
}
