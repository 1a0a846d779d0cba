package org.djlcelo.kernel;

import java.util.Arrays;

/** The scratch memory of one thread. */
final class Worker {

    final Tile tile;
    final Pieces pieces;
    final FullTile full;

    /** Lanes of the sums of squares, by the channels of {@link Tile#ELEMENT_CHANNELS}. */
    final float[][] sums;

    /** The same for the channels of {@link FullMoments}. */
    final float[][] fullSums;

    private final Loops loops;

    Worker(Loops loops) {
        this.loops = loops;
        int size = loops.tileSize();
        tile = new Tile(size, loops.stride());
        pieces = new Pieces(size);
        full = new FullTile(tile);
        sums = new float[Tile.ELEMENT_CHANNELS.length][loops.squares().lanes(size)];
        fullSums = new float[FullMoments.CHANNELS][size];
    }

    /** Begins a chunk. */
    void begin() {
        pieces.clear();
        for (float[] lanes : sums) {
            Arrays.fill(lanes, 0);
        }
        for (float[] lanes : fullSums) {
            Arrays.fill(lanes, 0);
        }
    }

    /** Loads a tile. */
    void load(Update update, int start, int n) {
        update.loadGradient(loops.gradient(), tile, start, n);
        tile.load(update);
    }
}
