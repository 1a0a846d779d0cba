package org.djlcelo.kernel;

import org.djlcelo.matrix.VectorModule;

/** Sums over arrays, in double precision. The implementations round differently. */
public interface Totals {

    /** In plain Java: also the faster one for fewer than 256 numbers. */
    Totals PLAIN = new PlainTotals();

    /** The fastest that this JVM can run. */
    Totals BEST =
            VectorModule.isResolved()
                    ? VectorModule.create(Totals.class, "org.djlcelo.kernel.VectorTotals")
                    : PLAIN;

    /**
     * Returns the sum of an array's beginning.
     *
     * @param x the numbers
     * @param n how many count, from the first
     * @return the sum, in double precision
     */
    double of(float[] x, int n);

    /**
     * Returns the sum of squares of an array's beginning.
     *
     * @param x the numbers
     * @param n how many count, from the first
     * @return the sum, in double precision
     */
    default double ofSquares(float[] x, int n) {
        return ofSquaredDistances(x, n, 0);
    }

    /**
     * Returns the sum of squared distances from a point.
     *
     * @param x the numbers
     * @param n how many count, from the first
     * @param point the point
     * @return the sum, in double precision
     */
    double ofSquaredDistances(float[] x, int n, double point);
}
