package org.djlcelo.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

final class VectorGradient implements GradientLoops {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    @Override
    public boolean exceeds(float[] x, float bound, int n) {
        IntVector max = IntVector.zero(IntVector.SPECIES_PREFERRED);
        for (int k = 0; k < n; k += L) {
            max = max.max(FloatVector.fromArray(S, x, k).abs().reinterpretAsInts());
        }
        return max.reduceLanes(VectorOperators.MAX) > Float.floatToRawIntBits(bound);
    }

    @Override
    public void square(float[] out, float[] x, int n) {
        for (int k = 0; k < n; k += L) {
            FloatVector a = FloatVector.fromArray(S, x, k);
            a.mul(a).intoArray(out, k);
        }
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
    public void add(float[] sums, int at, float[] x, int from, int n) {
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
