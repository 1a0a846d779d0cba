package org.djlcelo.baselines;

/** Arrays that a piece of a tensor is copied to: small enough to stay in the nearest cache. */
final class Tile {

    static final int SIZE = 1024;

    final float[] p = new float[SIZE];
    final float[] g = new float[SIZE];

    /** Pieces of what is remembered. */
    final float[][] state = new float[2][SIZE];
}
