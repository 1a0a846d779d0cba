package org.djlcelo.kernel;

import org.djlcelo.lopt.UpdateRule;

/**
 * Loops of the first layer over a tile, for four units at a time.
 *
 * <p>The weights are those of the four units, [channel][unit] row by row. Results are sums before
 * the ReLU. The three kinds of loops are called in this order.
 */
interface FirstLayerLoops {

    /** The units of a call. */
    int UNITS = 4;

    /** Starts with the biases, gradient, clipped gradient and parameter. */
    void start(Tile tile, int unit, float[] w);

    /** Adds the second moment, S and S·g. Writes the moment to the target, S to the tile. */
    void secondMoment(Tile tile, UpdateRule rule, int unit, float[] w, Moments target);

    /** Adds the four channels of momentum j, which is written to the target. */
    void momentum(Tile tile, UpdateRule rule, int j, int unit, float[] w, Moments target);
}
