package org.djlcelo.kernel;

/**
 * Loops in plain Java, each one that HotSpot turns into vector instructions.
 *
 * <p>All arrays are read from index 0: the compiler can't prove that arrays at different offsets
 * don't overlap, and then gives up. For the same reason no loop has more than about six
 * multiply-adds or reduces to a scalar.
 */
public final class Lanes {

    private Lanes() {}

    /**
     * Computes {@code x = x · factor}.
     *
     * @param x the numbers, changed
     * @param factor the factor
     * @param n how many, from the first
     */
    public static void scale(float[] x, float factor, int n) {
        for (int k = 0; k < n; k++) {
            x[k] *= factor;
        }
    }

    /**
     * Computes {@code x = clip(x · scale, ±bound)}. NaN stays NaN.
     *
     * @param x the numbers, changed
     * @param scale the factor
     * @param bound the largest magnitude
     * @param n how many, from the first
     */
    public static void scaleAndClip(float[] x, float scale, float bound, int n) {
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

    /**
     * Moves averages: {@code m = decay · m + rest · x}.
     *
     * @param m the averages, changed
     * @param x the numbers
     * @param decay what m is multiplied with
     * @param rest what x is multiplied with
     * @param n how many, from the first
     */
    public static void average(float[] m, float[] x, float decay, float rest, int n) {
        for (int k = 0; k < n; k++) {
            m[k] = decay * m[k] + rest * x[k];
        }
    }

    /**
     * Moves averages of squares: {@code m = decay · m + rest · (x² + epsilon)}.
     *
     * @param m the averages, changed
     * @param x the numbers
     * @param decay what m is multiplied with
     * @param rest what squares are multiplied with
     * @param epsilon added to squares
     * @param n how many, from the first
     */
    public static void averageSquare(
            float[] m, float[] x, float decay, float rest, float epsilon, int n) {
        for (int k = 0; k < n; k++) {
            m[k] = decay * m[k] + rest * (x[k] * x[k] + epsilon);
        }
    }

    /** v = decay · v + rest · x², and s = 1 / sqrt(v + epsilon). */
    static void averageSquare(
            float[] v, float[] s, float[] x, float decay, float rest, float epsilon, int n) {
        for (int k = 0; k < n; k++) {
            float average = decay * v[k] + rest * (x[k] * x[k]);
            v[k] = average;
            s[k] = 1f / (float) Math.sqrt(average + epsilon);
        }
    }

    /** out = 1 / (x + epsilon). */
    static void reciprocal(float[] out, float[] x, float epsilon, int n) {
        for (int k = 0; k < n; k++) {
            out[k] = 1f / (x[k] + epsilon);
        }
    }

    /**
     * Computes {@code out = 1 / sqrt(x + epsilon)}.
     *
     * @param out receives the results
     * @param x the numbers
     * @param epsilon added to them
     * @param n how many, from the first
     */
    public static void rsqrt(float[] out, float[] x, float epsilon, int n) {
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

    /**
     * Computes {@code out = a · b}, number by number.
     *
     * @param out receives the products
     * @param a the first factors
     * @param b the second factors
     * @param n how many, from the first
     */
    public static void product(float[] out, float[] a, float[] b, int n) {
        for (int k = 0; k < n; k++) {
            out[k] = a[k] * b[k];
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

    /** sums += (a · b)² · w. */
    static void addSquares(float[] sums, float[] a, float[] b, float w, int n) {
        for (int k = 0; k < n; k++) {
            float x = a[k] * b[k];
            sums[k] = Math.fma(x * w, x, sums[k]);
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
}
