package org.djlcelo.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** With the Vector API, in four sums of vectors; short arrays are left to {@link PlainTotals}. */
final class VectorTotals implements Totals {

    private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
    private static final int L = D.length();
    private static final int LANES = 4 * L;

    /** As many floats as there are doubles in a vector. */
    private static final VectorSpecies<Float> S =
            VectorSpecies.of(float.class, VectorShape.forBitSize(D.vectorBitSize() / 2));

    /** Below it plain Java is faster. */
    private static final int LONG = 256;

    private final PlainTotals plain = new PlainTotals();

    /** {@inheritDoc} */
    @Override
    public double of(float[] x, int n) {
        if (n < LONG) {
            return plain.of(x, n);
        }
        double[] sums = new double[LANES];
        int k = 0;
        for (; k <= n - L; k += L) {
            int lane = k & LANES - L;
            DoubleVector.fromArray(D, sums, lane).add(load(x, k)).intoArray(sums, lane);
        }
        double rest = 0;
        for (; k < n; k++) {
            rest += x[k];
        }
        return rest + total(sums);
    }

    /** {@inheritDoc} */
    @Override
    public double ofSquaredDistances(float[] x, int n, double point) {
        if (n < LONG) {
            return plain.ofSquaredDistances(x, n, point);
        }
        double[] sums = new double[LANES];
        int k = 0;
        for (; k <= n - L; k += L) {
            int lane = k & LANES - L;
            DoubleVector distance = load(x, k).sub(point);
            distance.fma(distance, DoubleVector.fromArray(D, sums, lane)).intoArray(sums, lane);
        }
        double rest = 0;
        for (; k < n; k++) {
            rest += (x[k] - point) * (x[k] - point);
        }
        return rest + total(sums);
    }

    private static DoubleVector load(float[] x, int k) {
        return (DoubleVector)
                FloatVector.fromArray(S, x, k).convertShape(VectorOperators.F2D, D, 0);
    }

    private static double total(double[] sums) {
        double total = 0;
        for (double sum : sums) {
            total += sum;
        }
        return total;
    }
}
