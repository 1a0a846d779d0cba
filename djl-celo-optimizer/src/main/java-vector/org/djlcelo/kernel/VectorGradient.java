package org.djlcelo.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

final class VectorGradient implements GradientLoops {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    /** Sums of four vectors, so that an addition doesn't wait for the one before. */
    private static final int LANES = 4 * L;

    @Override
    public float square(Tile tile) {
        float[] gs = tile.g;
        float[] out = tile.squares;
        int n = tile.n;
        for (int k = 0; k < n; k += L) {
            FloatVector g = FloatVector.fromArray(S, gs, k);
            g.mul(g).intoArray(out, k);
        }
        return sum(tile, 0, n);
    }

    @Override
    public float sum(Tile tile, int from, int n) {
        float[] x = tile.squares;
        float[] sums = tile.scratch[0];
        Arrays.fill(sums, 0, LANES, 0);
        int k = 0;
        for (; k <= n - L; k += L) {
            int lane = k & LANES - L;
            FloatVector.fromArray(S, sums, lane)
                    .add(FloatVector.fromArray(S, x, from + k))
                    .intoArray(sums, lane);
        }
        float total = 0;
        for (; k < n; k++) {
            total += x[from + k];
        }
        for (int lane = 0; lane < LANES; lane += L) {
            total += FloatVector.fromArray(S, sums, lane).reduceLanes(VectorOperators.ADD);
        }
        return total;
    }

    @Override
    public void add(float[] sums, int at, Tile tile, int from, int n) {
        float[] x = tile.squares;
        int k = 0;
        for (; k <= n - L; k += L) {
            FloatVector.fromArray(S, sums, at + k)
                    .add(FloatVector.fromArray(S, x, from + k))
                    .intoArray(sums, at + k);
        }
        for (; k < n; k++) {
            sums[at + k] += x[from + k];
        }
    }
}
