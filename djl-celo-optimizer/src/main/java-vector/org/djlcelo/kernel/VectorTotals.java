package org.djlcelo.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * With the Vector API: vectors of floats sum blocks, and a double the blocks. So each rounding is
 * one of at most 16 terms, about 1e-7 of their sum.
 *
 * <p>In floats alone, and those of one species, because HotSpot only makes vectors of the other
 * kernels' loops as long as it has seen no other: with vectors of doubles beside them, {@code
 * VectorProducts} became ten times as slow. Where floats don't suffice, and for short arrays, plain
 * Java does it.
 */
final class VectorTotals implements Totals {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    /** Sums of four vectors, so that an addition doesn't wait for the one before. */
    private static final int LANES = 4 * L;

    private static final int BLOCK = 16 * LANES;

    /** Below it plain Java is faster. */
    private static final int LONG = 256;

    /** What squares that are lost below the normal numbers can't add anything to. */
    private static final double LARGE = 1e-30;

    /** {@inheritDoc} */
    @Override
    public double of(float[] x, int n) {
        if (n < LONG) {
            return PLAIN.of(x, n);
        }
        int whole = n - n % L;
        float[] sums = new float[LANES];
        double total = 0;
        for (int start = 0, end; start < whole; start = end) {
            end = Math.min(start + BLOCK, whole);
            Arrays.fill(sums, 0);
            for (int k = start; k < end; k += L) {
                int lane = k & LANES - L;
                FloatVector.fromArray(S, sums, lane)
                        .add(FloatVector.fromArray(S, x, k))
                        .intoArray(sums, lane);
            }
            total += PLAIN.of(sums, LANES);
        }
        for (int k = whole; k < n; k++) {
            total += x[k];
        }
        return Double.isFinite(total) ? total : PLAIN.of(x, n);
    }

    /** {@inheritDoc} */
    @Override
    public double ofSquaredDistances(float[] x, int n, double point) {
        if (n < LONG) {
            return PLAIN.ofSquaredDistances(x, n, point);
        }
        int whole = n - n % L;
        float[] sums = new float[LANES];
        float center = (float) point;
        double total = 0;
        for (int start = 0, end; start < whole; start = end) {
            end = Math.min(start + BLOCK, whole);
            Arrays.fill(sums, 0);
            for (int k = start; k < end; k += L) {
                int lane = k & LANES - L;
                FloatVector distance = FloatVector.fromArray(S, x, k).sub(center);
                distance.fma(distance, FloatVector.fromArray(S, sums, lane)).intoArray(sums, lane);
            }
            total += PLAIN.of(sums, LANES);
        }
        for (int k = whole; k < n; k++) {
            total += (x[k] - point) * (x[k] - point);
        }
        boolean enough = Double.isFinite(total) && total > LARGE * n;
        return enough ? total : PLAIN.ofSquaredDistances(x, n, point);
    }
}
