package org.djlcelo.kernel;

/** Loops over the gradient or its square. */
interface GradientLoops {

    /** Squares the tile's gradient and returns the sum of the squares. */
    float square(Tile tile);

    /** The sum of exactly n of the tile's squares, from {@code from} on. */
    float sum(Tile tile, int from, int n);

    /** Adds exactly n of the tile's squares, from {@code from} on, to sums from {@code at} on. */
    void add(float[] sums, int at, Tile tile, int from, int n);
}
