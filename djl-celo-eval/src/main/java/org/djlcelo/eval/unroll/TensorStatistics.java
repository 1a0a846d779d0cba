package org.djlcelo.eval.unroll;

/**
 * The factored second moments of one tensor: their features, and the factors of gradient and
 * momenta in the factored features.
 */
interface TensorStatistics {

    /**
     * Creates what a step keeps.
     *
     * @return one pass per {@link Statistic}
     */
    StatisticPass[] newPasses();

    /** Updates the statistics with this step's gradient. */
    void update(Theta theta, TensorPass before, TensorPass now);

    /** Fills in the shared factors that follow from the statistics. */
    void factors(TensorPass now);

    /**
     * Starts the first layer's sums.
     *
     * @param bias [WIDTH], what all parameters get
     * @param sums [WIDTH][size], overwritten
     */
    void startSums(Theta theta, float[] bias, TensorPass now, float[][] sums);

    /** Forgets the adjoints of an earlier pass. */
    void clear();

    /**
     * Goes back over a step.
     *
     * @param deltas [WIDTH][size], the adjoint of the first layer's sums
     * @param gradientFactors [DECAYS][size], the adjoint of the gradient's factors
     * @param momentumFactors [DECAYS][size], the adjoint of the momenta's factors
     * @param squares [size], receives the adjoint of the squared gradient
     */
    void backward(
            Theta theta,
            Theta.Gradient gradient,
            TensorPass before,
            TensorPass now,
            float[][] deltas,
            float[][] gradientFactors,
            float[][] momentumFactors,
            float[] squares);
}
