package org.djlcelo.kernel;

/**
 * Loops in plain Java, each one that HotSpot turns into vector instructions.
 *
 * <p>All arrays are read from index 0: the compiler can't prove that arrays at different offsets
 * don't overlap, and then gives up. For the same reason no loop has more than about six
 * multiply-adds or reduces to a scalar.
 */
final class Lanes {

    private Lanes() {}

    /** x = clip(x · scale, ±bound). NaN stays NaN. */
    static void scaleAndClip(float[] x, float scale, float bound, int n) {
        for (int k = 0; k < n; k++) {
            x[k] = Math.max(-bound, Math.min(bound, x[k] * scale));
        }
    }

    /** out = clip(x, ±bound). */
    static void clip(float[] out, float[] x, float bound, int n) {
        for (int k = 0; k < n; k++) {
            out[k] = Math.max(-bound, Math.min(bound, x[k]));
        }
    }

    /** m = decay · m + rest · x. */
    static void average(float[] m, float[] x, float decay, float rest, int n) {
        for (int k = 0; k < n; k++) {
            m[k] = decay * m[k] + rest * x[k];
        }
    }

    /** m = decay · m + rest · (x² + epsilon). */
    static void averageSquare(float[] m, float[] x, float decay, float rest, float epsilon, int n) {
        for (int k = 0; k < n; k++) {
            m[k] = decay * m[k] + rest * (x[k] * x[k] + epsilon);
        }
    }

    /** out = 1 / (x + epsilon). */
    static void reciprocal(float[] out, float[] x, float epsilon, int n) {
        for (int k = 0; k < n; k++) {
            out[k] = 1f / (x[k] + epsilon);
        }
    }

    /** out = 1 / sqrt(x + epsilon). */
    static void rsqrt(float[] out, float[] x, float epsilon, int n) {
        for (int k = 0; k < n; k++) {
            out[k] = 1f / (float) Math.sqrt(x[k] + epsilon);
        }
    }

    /** out = 1 / sqrt(max(x, floor)). */
    static void rsqrtAtLeast(float[] out, float[] x, float floor, int n) {
        for (int k = 0; k < n; k++) {
            out[k] = 1f / (float) Math.sqrt(Math.max(x[k], floor));
        }
    }

    /** out = a · b. */
    static void product(float[] out, float[] a, float[] b, int n) {
        for (int k = 0; k < n; k++) {
            out[k] = a[k] * b[k];
        }
    }

    /** out = a + b. */
    static void sum(float[] out, float[] a, float[] b, int n) {
        for (int k = 0; k < n; k++) {
            out[k] = a[k] + b[k];
        }
    }

    /** sums += x. */
    static void add(float[] sums, float[] x, int n) {
        for (int k = 0; k < n; k++) {
            sums[k] = sums[k] + x[k];
        }
    }

    /** sums += x². */
    static void addSquares(float[] sums, float[] x, int n) {
        for (int k = 0; k < n; k++) {
            sums[k] = Math.fma(x[k], x[k], sums[k]);
        }
    }

    /** sums += (a · b)². */
    static void addSquares(float[] sums, float[] a, float[] b, int n) {
        for (int k = 0; k < n; k++) {
            float x = a[k] * b[k];
            sums[k] = Math.fma(x, x, sums[k]);
        }
    }

    /** sums += x² and weighted += x² · w. */
    static void addSquares(float[] sums, float[] weighted, float[] x, float[] w, int n) {
        for (int k = 0; k < n; k++) {
            float square = x[k] * x[k];
            sums[k] = sums[k] + square;
            weighted[k] = Math.fma(square, w[k], weighted[k]);
        }
    }

    /** sums += min(x², bound). */
    static void addClippedSquares(float[] sums, float[] x, float bound, int n) {
        for (int k = 0; k < n; k++) {
            sums[k] = sums[k] + Math.min(x[k] * x[k], bound);
        }
    }

    /** out = value. */
    static void fill(float[] out, float value, int n) {
        for (int k = 0; k < n; k++) {
            out[k] = value;
        }
    }

    /** out += x0 · w0 + x1 · w1 + x2 · w2. */
    static void addThree(
            float[] out, float[] x0, float[] x1, float[] x2, float w0, float w1, float w2, int n) {
        for (int k = 0; k < n; k++) {
            out[k] = out[k] + Math.fma(x0[k], w0, Math.fma(x1[k], w1, x2[k] * w2));
        }
    }

    /** out += x0 · w0 + x1 · w1 + x2 · w2 + x3 · w3. */
    static void addFour(
            float[] out,
            float[] x0,
            float[] x1,
            float[] x2,
            float[] x3,
            float w0,
            float w1,
            float w2,
            float w3,
            int n) {
        for (int k = 0; k < n; k++) {
            float low = Math.fma(x0[k], w0, x1[k] * w1);
            float high = Math.fma(x2[k], w2, x3[k] * w3);
            out[k] = out[k] + (low + high);
        }
    }

    /** The same for two units, which shares the loads. */
    static void addFour(
            float[] a,
            float[] b,
            float[] x0,
            float[] x1,
            float[] x2,
            float[] x3,
            float a0,
            float a1,
            float a2,
            float a3,
            float b0,
            float b1,
            float b2,
            float b3,
            int n) {
        for (int k = 0; k < n; k++) {
            float y0 = x0[k];
            float y1 = x1[k];
            float y2 = x2[k];
            float y3 = x3[k];
            a[k] = a[k] + (Math.fma(y0, a0, y1 * a1) + Math.fma(y2, a2, y3 * a3));
            b[k] = b[k] + (Math.fma(y0, b0, y1 * b1) + Math.fma(y2, b2, y3 * b3));
        }
    }

    /** scaled = m · s, byGradient = g · byGradient, byMomentum = m · byMomentum. */
    static void products(
            float[] m,
            float[] g,
            float[] s,
            float[] scaled,
            float[] byGradient,
            float[] byMomentum,
            int n) {
        for (int k = 0; k < n; k++) {
            scaled[k] = m[k] * s[k];
            byGradient[k] = g[k] * byGradient[k];
            byMomentum[k] = m[k] * byMomentum[k];
        }
    }

    /** out = x + |x|, twice the ReLU. */
    static void twiceRelu(float[] out, float[] x, int n) {
        for (int k = 0; k < n; k++) {
            out[k] = x[k] + Math.abs(x[k]);
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
