package org.djlcelo.kernel;

import org.djlcelo.lopt.UpdateRule;

/** Loops that add the squares of a tile's channels up, in lanes. */
interface SquareLoops {

    /** How many lanes a sum has. */
    int lanes(int tileSize);

    /** The six channels that need no momentum. Leaves S² in the tile. */
    void element(Tile tile, UpdateRule rule, float[][] sums);

    /** The four channels of momentum j. */
    void momentum(Tile tile, UpdateRule rule, int j, float[][] sums);
}
