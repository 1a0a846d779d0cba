package org.djlcelo.lopt;

/**
 * Decay rates of the accumulators (specification, section 2.4).
 *
 * <p>All three sets use float32 for both {@code b} and {@code 1 - b}: the reference does, and 0.001
 * in place of {@code 1f - 0.999f} is already 1.3e-5 off in the second moment.
 */
public final class Decays {

    /** Momenta and factored second moments of each kind per parameter. */
    public static final int TIMESCALES = 3;

    /** Celo's: (0.9, 0.99, 0.999) for momenta and factored moments, 0.999 for the second moment. */
    public static final Decays CELO =
            new Decays(
                    new float[] {0.9f, 0.99f, 0.999f}, 0.999f, new float[] {0.9f, 0.99f, 0.999f});

    private final float[] momentum;
    private final float secondMoment;
    private final float[] factored;

    /**
     * Creates decay rates.
     *
     * @param momentum three momentum decays
     * @param secondMoment the decay of the second moment
     * @param factored three decays of the factored second moments
     */
    public Decays(float[] momentum, float secondMoment, float[] factored) {
        if (momentum.length != TIMESCALES || factored.length != TIMESCALES) {
            throw new IllegalArgumentException("Three momentum and three factored decays needed");
        }
        this.momentum = momentum.clone();
        this.secondMoment = secondMoment;
        this.factored = factored.clone();
    }

    /**
     * Returns a momentum's decay.
     *
     * @param j 0 to 2
     * @return the decay per step
     */
    public float momentum(int j) {
        return momentum[j];
    }

    /**
     * Returns the second moment's decay.
     *
     * @return the decay per step
     */
    public float secondMoment() {
        return secondMoment;
    }

    /**
     * Returns a factored second moment's decay.
     *
     * @param j 0 to 2
     * @return the decay per step
     */
    public float factored(int j) {
        return factored[j];
    }
}
