package org.djlcelo.kernel;

/** In several chains, because one would wait for each addition. */
final class PlainTotals implements Totals {

    /** {@inheritDoc} */
    @Override
    public double of(float[] x, int n) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int k = 0;
        for (; k + 3 < n; k += 4) {
            s0 += x[k];
            s1 += x[k + 1];
            s2 += x[k + 2];
            s3 += x[k + 3];
        }
        for (; k < n; k++) {
            s0 += x[k];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** {@inheritDoc} */
    @Override
    public double ofSquaredDistances(float[] x, int n, double point) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int k = 0;
        for (; k + 3 < n; k += 4) {
            s0 += (x[k] - point) * (x[k] - point);
            s1 += (x[k + 1] - point) * (x[k + 1] - point);
            s2 += (x[k + 2] - point) * (x[k + 2] - point);
            s3 += (x[k + 3] - point) * (x[k + 3] - point);
        }
        for (; k < n; k++) {
            s0 += (x[k] - point) * (x[k] - point);
        }
        return (s0 + s1) + (s2 + s3);
    }
}
