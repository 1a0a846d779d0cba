package org.djlcelo.kernel;

import org.djlcelo.lopt.Decays;

/** What a tile of a tensor without rows and columns has besides. */
final class FullTile {
    final float[][] value;
    final float[][] rsqrt;
    final float[][] gradientFactor;
    final float[][] momentumFactor;

    FullTile(Tile tile) {
        value = tile.arrays(Decays.TIMESCALES);
        rsqrt = tile.arrays(Decays.TIMESCALES);
        gradientFactor = tile.arrays(Decays.TIMESCALES);
        momentumFactor = tile.arrays(Decays.TIMESCALES);
    }
}
