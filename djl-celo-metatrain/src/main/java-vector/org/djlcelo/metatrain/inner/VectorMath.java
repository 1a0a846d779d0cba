package org.djlcelo.metatrain.inner;

import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.LSHL;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * What the vector kernels share.
 *
 * <p>Their hot loops call the Vector API itself, not helpers: past a size, HotSpot inlines nothing
 * but that API, and a vector that crosses a call is boxed. Sums are kept in one loop, never in
 * nested ones, and start from {@code zero}, for the same reason (JDK 17: 20 times slower
 * otherwise).
 */
final class VectorMath {

    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();

    private static final float LOG2_E = 1.44269504f;
    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = -2.12194440e-4f;

    /** Adding 1.5 * 2^23 rounds a float to an integer, which then stands in its lowest bits. */
    private static final float ROUNDER = 12582912f;

    private static final int MANTISSA_BITS = 23;
    private static final int BITS_OF_ONE = 0x3f800000;
    private static final float SMALLEST_EXPONENT = -87;
    private static final float LARGEST_EXPONENT = 88;

    private VectorMath() {}

    /** The smallest multiple of two vectors that holds n numbers. */
    static int padded(int n) {
        int block = 2 * LANES;
        return (n + block - 1) / block * block;
    }

    static FloatVector clip(FloatVector x, float bound) {
        return x.min(bound).max(-bound);
    }

    static FloatVector reciprocalSqrt(FloatVector x) {
        return FloatVector.broadcast(SPECIES, 1).div(x.sqrt());
    }

    /**
     * e^x to about 2e-7 relative, arguments clipped to [-87, 88].
     *
     * <p>x = n ln 2 + r, 2^n by the exponent bits, e^r by Cephes' polynomial (expf).
     */
    static FloatVector exp(FloatVector argument) {
        FloatVector x = argument.min(LARGEST_EXPONENT).max(SMALLEST_EXPONENT);
        FloatVector shifted =
                x.fma(
                        FloatVector.broadcast(SPECIES, LOG2_E),
                        FloatVector.broadcast(SPECIES, ROUNDER));
        FloatVector n = shifted.sub(ROUNDER);
        FloatVector r = n.fma(FloatVector.broadcast(SPECIES, -LN2_HIGH), x);
        r = n.fma(FloatVector.broadcast(SPECIES, -LN2_LOW), r);
        FloatVector p = FloatVector.broadcast(SPECIES, 1.9875691500e-4f);
        p = p.fma(r, FloatVector.broadcast(SPECIES, 1.3981999507e-3f));
        p = p.fma(r, FloatVector.broadcast(SPECIES, 8.3334519073e-3f));
        p = p.fma(r, FloatVector.broadcast(SPECIES, 4.1665795894e-2f));
        p = p.fma(r, FloatVector.broadcast(SPECIES, 1.6666665459e-1f));
        p = p.fma(r, FloatVector.broadcast(SPECIES, 5.0000001201e-1f));
        FloatVector value = p.fma(r.mul(r), r).add(1);
        IntVector exponent = shifted.reinterpretAsInts().lanewise(LSHL, MANTISSA_BITS);
        return value.mul(exponent.add(BITS_OF_ONE).reinterpretAsFloats());
    }

    /** The sum of the first n numbers' squares. */
    static float sumOfSquares(float[] x, int n) {
        FloatVector sum = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, i);
            sum = v.fma(v, sum);
        }
        float total = sum.reduceLanes(ADD);
        for (; i < n; i++) {
            total += x[i] * x[i];
        }
        return total;
    }

    /** The sum of n numbers, a multiple of the lanes. */
    static float sum(float[] x, int start, int n) {
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int i = start; i < start + n; i += LANES) {
            sum = sum.add(FloatVector.fromArray(SPECIES, x, i));
        }
        return sum.reduceLanes(ADD);
    }
}
