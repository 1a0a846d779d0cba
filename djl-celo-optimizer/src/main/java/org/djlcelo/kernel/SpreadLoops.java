package org.djlcelo.kernel;

/**
 * Loops that give every element of a tile what its row and its column have in store for it.
 *
 * <p>For every {@link Pieces piece} of the tile, {@code along} is read on from the piece's place
 * and {@code across} again and again over its period. A slot tells statistics apart.
 */
interface SpreadLoops {

    /** out = along · across. */
    void multiply(float[] out, float[] along, float[] across, int slot, Pieces pieces);

    /** out = along + across. */
    void add(float[] out, float[] along, float[] across, int slot, Pieces pieces);
}
