package org.djlcelo.eval.unroll;

/**
 * Element-wise loops over whole arrays of the same length, which HotSpot turns into vector
 * instructions.
 */
final class Lanes {

    private Lanes() {}

    /** out = kept · old + added · x. */
    static void average(float[] out, float[] old, float[] x, Decay decay) {
        float kept = decay.kept();
        float added = decay.added();
        for (int i = 0; i < out.length; i++) {
            out[i] = kept * old[i] + added * x[i];
        }
    }

    /** out = kept · old + added · x². */
    static void averageSquare(float[] out, float[] old, float[] x, Decay decay) {
        float kept = decay.kept();
        float added = decay.added();
        for (int i = 0; i < out.length; i++) {
            out[i] = kept * old[i] + added * (x[i] * x[i]);
        }
    }

    /** out = 1 / √(x + epsilon). */
    static void inverseRoot(float[] out, float[] x, float epsilon) {
        for (int i = 0; i < out.length; i++) {
            out[i] = 1f / (float) Math.sqrt(x[i] + epsilon);
        }
    }

    /** sum += x · (the derivative of 1/√ where it has the value y, -y³/2). */
    static void addThroughInverseRoot(float[] sum, float[] x, float[] y) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] = sum[i] - 0.5f * x[i] * (y[i] * y[i] * y[i]);
        }
    }

    /** out = x · y. */
    static void multiply(float[] out, float[] x, float[] y) {
        for (int i = 0; i < out.length; i++) {
            out[i] = x[i] * y[i];
        }
    }

    /** sum += x · y. */
    static void addProduct(float[] sum, float[] x, float[] y) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] = Math.fma(x[i], y[i], sum[i]);
        }
    }

    /** sum += w · x. */
    static void addScaled(float[] sum, float[] x, float w) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] = Math.fma(w, x[i], sum[i]);
        }
    }

    /** sum += x. */
    static void add(float[] sum, float[] x) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] = sum[i] + x[i];
        }
    }

    /** x = w · x. */
    static void scale(float[] x, float w) {
        for (int i = 0; i < x.length; i++) {
            x[i] = w * x[i];
        }
    }

    /** x = max(0, x). */
    static void relu(float[] x) {
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.max(0, x[i]);
        }
    }

    /**
     * Zeroes x where a unit's output is not positive. The factor is min(1, huge · y), exactly 0 or
     * 1 but for outputs below 3e-39: a comparison would not vectorise.
     */
    static void passWhereActive(float[] x, float[] y) {
        for (int i = 0; i < x.length; i++) {
            x[i] = x[i] * Math.min(1, y[i] * Float.MAX_VALUE);
        }
    }

    /** out = Σ w[start + i stride] · x[i] + w4 · y over four arrays and one more. */
    static void combine(
            float[] out, float[][] x, float[] w, int start, int stride, float[] y, float w4) {
        float[] x0 = x[0];
        float[] x1 = x[1];
        float[] x2 = x[2];
        float[] x3 = x[3];
        float w0 = w[start];
        float w1 = w[start + stride];
        float w2 = w[start + 2 * stride];
        float w3 = w[start + 3 * stride];
        for (int i = 0; i < out.length; i++) {
            float low = Math.fma(w2, x2[i], Math.fma(w3, x3[i], w4 * y[i]));
            out[i] = Math.fma(w0, x0[i], Math.fma(w1, x1[i], low));
        }
    }
}
