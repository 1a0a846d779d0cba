package org.djlcelo.kernel;

/** Moves parameters by the network's outputs d and q: to {@code keep·p + d·exp(q)}. */
final class Steps {

    /** Up to here a short polynomial is exact; beyond are exponents that hardly any weights have. */
    static final float LARGEST_SHORT = 0.5f;

    private Steps() {}

    /** Moves a tile's parameters. */
    static void take(GradientLoops loops, Tile tile, float keep) {
        float[] d = tile.outputs[0];
        float[] q = tile.outputs[1];
        if (loops.exceeds(q, LARGEST_SHORT, tile.n)) {
            exact(tile.moved, tile.p, d, q, keep, tile.n);
        } else {
            Lanes.step(tile.moved, tile.p, d, q, keep, tile.n);
        }
    }

    private static void exact(float[] out, float[] p, float[] d, float[] q, float keep, int n) {
        for (int k = 0; k < n; k++) {
            out[k] = keep * p[k] + d[k] * (float) Math.exp(q[k]);
        }
    }
}
