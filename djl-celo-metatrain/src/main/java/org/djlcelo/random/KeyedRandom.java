package org.djlcelo.random;

import java.util.random.RandomGenerator;

/**
 * The random numbers of one {@link Key}: a hash of (key, counter).
 *
 * <p>This is SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
 * 2014) started at the key; a new instance costs nothing.
 */
public final class KeyedRandom implements RandomGenerator {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    /** The range, in standard deviations, of {@link #nextTruncatedGaussian()}. */
    private static final double TRUNCATION = 2;

    private long state;

    KeyedRandom(long key) {
        state = key;
    }

    /** {@inheritDoc} */
    @Override
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return Key.mix(state);
    }

    /**
     * Returns a standard normal number under the condition that it lies in [-2, 2].
     *
     * @return the number; its standard deviation is 0.8796
     */
    public double nextTruncatedGaussian() {
        double value = nextGaussian();
        while (Math.abs(value) > TRUNCATION) {
            value = nextGaussian();
        }
        return value;
    }

    /**
     * Returns a number whose logarithm is uniform.
     *
     * @param low the smallest value, positive
     * @param high the largest value
     * @return exp(U(ln low, ln high))
     */
    public double nextLogUniform(double low, double high) {
        return Math.exp(Math.log(low) + nextDouble() * (Math.log(high) - Math.log(low)));
    }
}
