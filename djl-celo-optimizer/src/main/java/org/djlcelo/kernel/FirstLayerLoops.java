package org.djlcelo.kernel;

import org.djlcelo.lopt.UpdateRule;

/**
 * Loops of the first layer over a tile, for four units at a time.
 *
 * <p>The weights are those of the four units, [channel][unit] row by row. Results are sums before
 * the ReLU. The loops are called in this order, the first one once for all units.
 */
interface FirstLayerLoops {

    /** The units of a call. */
    int UNITS = 4;

    /** Brings momenta and second moment up to date, and leaves S in the tile. */
    void accumulate(Tile tile, UpdateRule rule);

    /** Starts with the biases and the six channels that need no momentum. */
    void elements(Tile tile, int unit, float[] w);

    /** Adds the four channels of momentum j. */
    void momentum(Tile tile, int j, int unit, float[] w);
}
