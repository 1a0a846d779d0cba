package org.djlcelo.kernel;

/** Moves parameters by the network's outputs d and q: to {@code keep·p + d·exp(q)}. */
public final class Steps {

    /**
     * Up to here a short polynomial is exact; beyond are exponents that hardly any weights have.
     */
    static final float LARGEST_SHORT = 0.5f;

    private Steps() {}

    /** Moves a tile's parameters by outputs of any size. */
    static void take(Tile tile, float keep) {
        take(tile.moved, tile.p, tile.outputs[0], tile.outputs[1], keep, tile.n);
    }

    /**
     * Moves parameters by outputs of any size. All arrays are read from their first element.
     *
     * @param moved receives the new parameters; another array than p
     * @param p the parameters
     * @param d the direction, all its factors included
     * @param q the exponent
     * @param keep what p is multiplied with
     * @param n the number of parameters
     */
    public static void take(float[] moved, float[] p, float[] d, float[] q, float keep, int n) {
        if (areShort(q, n)) {
            UnitLanes.step(moved, p, d, q, keep, n);
        } else {
            exact(moved, p, d, q, keep, n);
        }
    }

    /** Whether no exponent is too large for the polynomial. */
    static boolean areShort(float[] q, int n) {
        float bound = LARGEST_SHORT * LARGEST_SHORT;
        // with weights that are any good even the sum is small, and it takes no branches
        if (sumOfSquares(q, n) <= bound) {
            return true;
        }
        for (int k = 0; k < n; k++) {
            // written so that NaN counts as large
            if (!(Math.abs(q[k]) <= LARGEST_SHORT)) {
                return false;
            }
        }
        return true;
    }

    private static float sumOfSquares(float[] q, int n) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int k = 0;
        for (; k + 7 < n; k += 8) {
            s0 = Math.fma(q[k], q[k], s0);
            s1 = Math.fma(q[k + 1], q[k + 1], s1);
            s2 = Math.fma(q[k + 2], q[k + 2], s2);
            s3 = Math.fma(q[k + 3], q[k + 3], s3);
            s4 = Math.fma(q[k + 4], q[k + 4], s4);
            s5 = Math.fma(q[k + 5], q[k + 5], s5);
            s6 = Math.fma(q[k + 6], q[k + 6], s6);
            s7 = Math.fma(q[k + 7], q[k + 7], s7);
        }
        for (; k < n; k++) {
            s0 = Math.fma(q[k], q[k], s0);
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }

    private static void exact(float[] out, float[] p, float[] d, float[] q, float keep, int n) {
        for (int k = 0; k < n; k++) {
            out[k] = keep * p[k] + d[k] * (float) Math.exp(q[k]);
        }
    }
}
