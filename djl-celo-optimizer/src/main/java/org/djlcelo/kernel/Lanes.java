package org.djlcelo.kernel;

/**
 * The loops of the tiled kernel, each one that HotSpot turns into vector instructions.
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

    /** sums += x². */
    static void addSquares(float[] sums, float[] x, int n) {
        for (int k = 0; k < n; k++) {
            sums[k] = Math.fma(x[k], x[k], sums[k]);
        }
    }

    /** out = value. */
    static void fill(float[] out, float value, int n) {
        for (int k = 0; k < n; k++) {
            out[k] = value;
        }
    }

    /** out += Σ x[i] · w[i][unit] over six arrays from {@code first}. */
    static void addSix(float[] out, float[][] x, float[][] w, int first, int unit, int n) {
        float[] x0 = x[first];
        float[] x1 = x[first + 1];
        float[] x2 = x[first + 2];
        float[] x3 = x[first + 3];
        float[] x4 = x[first + 4];
        float[] x5 = x[first + 5];
        float w0 = w[first][unit];
        float w1 = w[first + 1][unit];
        float w2 = w[first + 2][unit];
        float w3 = w[first + 3][unit];
        float w4 = w[first + 4][unit];
        float w5 = w[first + 5][unit];
        for (int k = 0; k < n; k++) {
            float low = Math.fma(x0[k], w0, Math.fma(x1[k], w1, x2[k] * w2));
            float high = Math.fma(x3[k], w3, Math.fma(x4[k], w4, x5[k] * w5));
            out[k] = out[k] + (low + high);
        }
    }

    /** out += Σ x[i] · w[i] over four arrays from {@code first}. */
    static void addFour(
            float[] out, float[][] x, int first, float w0, float w1, float w2, float w3, int n) {
        float[] x0 = x[first];
        float[] x1 = x[first + 1];
        float[] x2 = x[first + 2];
        float[] x3 = x[first + 3];
        for (int k = 0; k < n; k++) {
            float low = Math.fma(x0[k], w0, x1[k] * w1);
            float high = Math.fma(x2[k], w2, x3[k] * w3);
            out[k] = out[k] + (low + high);
        }
    }

    /** x = max(0, x). */
    static void relu(float[] x, int n) {
        for (int k = 0; k < n; k++) {
            x[k] = Math.max(0, x[k]);
        }
    }

    /** x = exp(multiplier · x), relative error below 2e-7. */
    static void exp(float[] x, float multiplier, int n) {
        boolean small = true;
        for (int k = 0; k < n; k++) {
            // written so that NaN counts as large
            small &= Math.abs(multiplier * x[k]) <= 0.5f;
        }
        if (small) {
            expOfSmall(x, multiplier * 0.25f, n);
        } else {
            for (int k = 0; k < n; k++) {
                x[k] = (float) Math.exp(multiplier * x[k]);
            }
        }
    }

    /** exp(y)^4 with |y| up to 1/8, where five terms of the series are exact to 5e-9. */
    private static void expOfSmall(float[] x, float quarter, int n) {
        for (int k = 0; k < n; k++) {
            float y = x[k] * quarter;
            float e = Math.fma(y, 1f / 120, 1f / 24);
            e = Math.fma(y, e, 1f / 6);
            e = Math.fma(y, e, 0.5f);
            e = Math.fma(y, e, 1f);
            e = Math.fma(y, e, 1f);
            e = e * e;
            x[k] = e * e;
        }
    }

    /** p = p - decay · p - factor · d · e. */
    static void descend(float[] p, float[] d, float[] e, float factor, float decay, int n) {
        for (int k = 0; k < n; k++) {
            p[k] = p[k] - decay * p[k] - factor * d[k] * e[k];
        }
    }

    /** The sum in double; four chains, because one would wait for each addition. */
    static double total(float[] x, int from, int n) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int k = from;
        int end = from + n;
        for (; k + 3 < end; k += 4) {
            s0 += x[k];
            s1 += x[k + 1];
            s2 += x[k + 2];
            s3 += x[k + 3];
        }
        for (; k < end; k++) {
            s0 += x[k];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** The sum of squares in double, in four chains. */
    static double totalOfSquares(float[] x, int n) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int k = 0;
        for (; k + 3 < n; k += 4) {
            s0 += (double) x[k] * x[k];
            s1 += (double) x[k + 1] * x[k + 1];
            s2 += (double) x[k + 2] * x[k + 2];
            s3 += (double) x[k + 3] * x[k + 3];
        }
        for (; k < n; k++) {
            s0 += (double) x[k] * x[k];
        }
        return (s0 + s1) + (s2 + s3);
    }
}
