package org.djlcelo.kernel;

/** The scratch memory of one thread. */
final class Worker {
    final Tile tile;
    final Pieces pieces;
    final FullTile full;
    final float[][] sums;
    final float[][] moreSums;
    final float[][] pattern;
    final float[] squares;

    Worker(Loops loops) {
        int size = loops.tileSize();
        tile = new Tile(size);
        pieces = new Pieces(size);
        full = new FullTile(tile);
        sums = new float[Tile.ELEMENT_CHANNELS.length][loops.squares().lanes(size)];
        moreSums = new float[6][size];
        pattern = tile.arrays(16);
        squares = tile.array();
    }
}
