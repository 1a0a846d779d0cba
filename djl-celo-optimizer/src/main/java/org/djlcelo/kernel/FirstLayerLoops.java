package org.djlcelo.kernel;

import org.djlcelo.lopt.UpdateRule;

/**
 * Loops of the first layer over a tile, for four units at a time.
 *
 * <p>The weights are those of the four units, [channel][unit] row by row. Results are sums before
 * the ReLU. The loops are called in this order.
 */
interface FirstLayerLoops {

    /** The units of a call. */
    int UNITS = 4;

    /**
     * Starts with the biases and the six channels that need no momentum. Writes the second moment
     * to the target and S to the tile.
     */
    void element(Tile tile, UpdateRule rule, int unit, float[] w, Moments target);

    /** Adds the four channels of momentum j, which is written to the target. */
    void momentum(Tile tile, UpdateRule rule, int j, int unit, float[] w, Moments target);
}
