package org.djlcelo.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

final class VectorGradient implements GradientLoops {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    @Override
    public float square(float[] out, float[] x, int n) {
        FloatVector sum = FloatVector.zero(S);
        for (int k = 0; k < n; k += L) {
            FloatVector a = FloatVector.fromArray(S, x, k);
            a = a.mul(a);
            a.intoArray(out, k);
            sum = sum.add(a);
        }
        return sum.reduceLanes(VectorOperators.ADD);
    }

    @Override
    public float sum(float[] x, int from, int n) {
        FloatVector s = FloatVector.zero(S);
        int k = 0;
        for (; k <= n - L; k += L) {
            s = s.add(FloatVector.fromArray(S, x, from + k));
        }
        float total = s.reduceLanes(VectorOperators.ADD);
        for (; k < n; k++) {
            total += x[from + k];
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
