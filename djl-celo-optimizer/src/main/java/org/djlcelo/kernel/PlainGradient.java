package org.djlcelo.kernel;

/** Loops over the gradient in plain Java. */
final class PlainGradient implements GradientLoops {

    @Override
    public float square(float[] out, float[] x, int n) {
        Lanes.product(out, x, x, n);
        return sum(out, 0, n);
    }

    @Override
    public float sum(float[] x, int from, int n) {
        // four chains, because one would wait for each addition
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
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

    @Override
    public void add(float[] sums, int at, float[] x, int from, int n) {
        for (int k = 0; k < n; k++) {
            sums[at + k] += x[from + k];
        }
    }
}
