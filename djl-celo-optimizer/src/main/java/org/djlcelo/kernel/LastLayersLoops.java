package org.djlcelo.kernel;

/**
 * Loops of the layers after the first over a tile.
 *
 * <p>A ReLU is half of x + |x|, and the half is in the weights, which are [input][unit] row by row.
 */
interface LastLayersLoops {

    /** Four units of the second layer from four of the first. */
    void hidden(Tile tile, float[] w, float[] b);

    /**
     * Two outputs from four units of the second layer, and the step, see {@link Steps}.
     *
     * @return false if an exponent was too large for a short polynomial; the result is useless then
     */
    boolean step(Tile tile, float[] w, float[] b, float keep);

    /** A layer of any width: out = b + relu(x)·w. */
    void layer(float[][] out, float[][] x, float[] w, float[] b, int n);
}
