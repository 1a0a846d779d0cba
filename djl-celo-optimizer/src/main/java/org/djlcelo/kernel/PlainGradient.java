package org.djlcelo.kernel;

/** Loops over the gradient in plain Java. */
final class PlainGradient implements GradientLoops {

    /** So many elements are added faster in copies that begin at 0 than one by one. */
    private static final int WORTH_COPYING = 64;

    @Override
    public float square(Tile tile) {
        Lanes.product(tile.squares, tile.g, tile.g, tile.n);
        return sum(tile, 0, tile.n);
    }

    @Override
    public float sum(Tile tile, int from, int n) {
        float[] x = tile.squares;
        // eight chains, because one would wait for each addition
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int k = from;
        int end = from + n;
        for (; k + 7 < end; k += 8) {
            s0 += x[k];
            s1 += x[k + 1];
            s2 += x[k + 2];
            s3 += x[k + 3];
            s4 += x[k + 4];
            s5 += x[k + 5];
            s6 += x[k + 6];
            s7 += x[k + 7];
        }
        for (; k < end; k++) {
            s0 += x[k];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }

    @Override
    public void add(float[] sums, int at, Tile tile, int from, int n) {
        float[] squares = tile.squares;
        if (n < WORTH_COPYING) {
            for (int k = 0; k < n; k++) {
                sums[at + k] += squares[from + k];
            }
            return;
        }
        float[] copy = tile.scratch[1];
        System.arraycopy(sums, at, copy, 0, n);
        if (from > 0) {
            System.arraycopy(squares, from, tile.scratch[2], 0, n);
            squares = tile.scratch[2];
        }
        Lanes.add(copy, squares, n);
        System.arraycopy(copy, 0, sums, at, n);
    }
}
