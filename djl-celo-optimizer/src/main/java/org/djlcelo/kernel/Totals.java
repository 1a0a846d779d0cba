package org.djlcelo.kernel;

/** Sums of arrays, in several chains, because one would wait for each addition. */
public final class Totals {

    private Totals() {}

    /**
     * Returns the sum of an array's beginning.
     *
     * @param x the numbers
     * @param n how many count, from the first
     * @return the sum, in double precision
     */
    public static double of(float[] x, int n) {
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

    /**
     * Returns the sum of squares of an array's beginning.
     *
     * @param x the numbers
     * @param n how many count, from the first
     * @return the sum, in double precision
     */
    public static double ofSquares(float[] x, int n) {
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

    /**
     * Returns the sum of squared distances from a point.
     *
     * @param x the numbers
     * @param point the point
     * @return the sum, in double precision
     */
    public static double ofSquaredDistances(float[] x, double point) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int k = 0;
        for (; k + 3 < x.length; k += 4) {
            s0 += (x[k] - point) * (x[k] - point);
            s1 += (x[k + 1] - point) * (x[k + 1] - point);
            s2 += (x[k + 2] - point) * (x[k + 2] - point);
            s3 += (x[k + 3] - point) * (x[k + 3] - point);
        }
        for (; k < x.length; k++) {
            s0 += (x[k] - point) * (x[k] - point);
        }
        return (s0 + s1) + (s2 + s3);
    }
}
