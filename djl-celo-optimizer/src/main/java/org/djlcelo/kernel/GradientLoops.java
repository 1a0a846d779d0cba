package org.djlcelo.kernel;

/** Loops over the gradient or its square. */
interface GradientLoops {

    /** out = x². Returns the sum over all n elements. */
    float square(float[] out, float[] x, int n);

    /** The sum of exactly n elements from x[from] on. */
    float sum(float[] x, int from, int n);

    /** Adds exactly n of the tile's squares, from {@code from} on, to sums from {@code at} on. */
    void add(float[] sums, int at, Tile tile, int from, int n);
}
