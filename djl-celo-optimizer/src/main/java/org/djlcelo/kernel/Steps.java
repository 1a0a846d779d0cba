package org.djlcelo.kernel;

/** Moves parameters by the network's outputs d and q: to {@code keep·p + d·exp(q)}. */
final class Steps {

    /**
     * Up to here a short polynomial is exact; beyond are exponents that hardly any weights have.
     */
    static final float LARGEST_SHORT = 0.5f;

    private Steps() {}

    /** Moves a tile's parameters by outputs of any size. */
    static void take(Tile tile, float keep) {
        float[] d = tile.outputs[0];
        float[] q = tile.outputs[1];
        if (areShort(q, tile.n)) {
            Lanes.step(tile.moved, tile.p, d, q, keep, tile.n);
        } else {
            exact(tile.moved, tile.p, d, q, keep, tile.n);
        }
    }

    /** Whether no exponent is too large for the polynomial. */
    static boolean areShort(float[] q, int n) {
        for (int k = 0; k < n; k++) {
            // written so that NaN counts as large
            if (!(Math.abs(q[k]) <= LARGEST_SHORT)) {
                return false;
            }
        }
        return true;
    }

    private static void exact(float[] out, float[] p, float[] d, float[] q, float keep, int n) {
        for (int k = 0; k < n; k++) {
            out[k] = keep * p[k] + d[k] * (float) Math.exp(q[k]);
        }
    }
}
