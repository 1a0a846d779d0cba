package org.djlcelo.metatrain;

/**
 * An exponential moving average of vectors without a bias to its beginning: the plain mean until
 * that forgets faster than the decay does.
 *
 * <pre>
 *   a ← a + max(1 - decay, 1/n) (x - a)
 * </pre>
 */
final class RunningAverage {

    private final double decay;
    private final float[] values;

    RunningAverage(double decay, int size) {
        this.decay = decay;
        values = new float[size];
    }

    /** Takes in the n-th vector, from 1. */
    void add(float[] vector, int n) {
        double share = Math.max(1 - decay, 1.0 / n);
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (share * (vector[i] - values[i]));
        }
    }

    /** The average; not copied. */
    float[] values() {
        return values;
    }
}
