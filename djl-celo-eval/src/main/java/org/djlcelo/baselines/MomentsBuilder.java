package org.djlcelo.baselines;

/**
 * Builds an optimizer with running means of the gradient and of its square.
 *
 * @param <T> the builder's own type
 */
public abstract class MomentsBuilder<T extends MomentsBuilder<T>> extends HandDesignedBuilder<T> {

    private Decay beta1 = new Decay(0.9);
    private Decay beta2 = new Decay(0.999);
    private float epsilon;

    MomentsBuilder(float epsilon) {
        this.epsilon = epsilon;
    }

    /**
     * Sets the decay of the mean gradient.
     *
     * @param beta1 at least 0 and less than 1, 0.9 by default; in double precision, because {@code
     *     1 - β} is rounded to a float only after the subtraction
     * @return this builder
     */
    public T optBeta1(double beta1) {
        this.beta1 = new Decay(beta1);
        return self();
    }

    /**
     * Sets the decay of the mean squared gradient.
     *
     * @param beta2 at least 0 and less than 1, 0.999 by default; in double precision, because
     *     {@code 1 - β} is rounded to a float only after the subtraction
     * @return this builder
     */
    public T optBeta2(double beta2) {
        this.beta2 = new Decay(beta2);
        return self();
    }

    /**
     * Sets what is added to the root in the denominator.
     *
     * @param epsilon at least 0
     * @return this builder
     */
    public T optEpsilon(float epsilon) {
        requireNotNegative("optEpsilon", epsilon);
        this.epsilon = epsilon;
        return self();
    }

    Decay beta1() {
        return beta1;
    }

    Decay beta2() {
        return beta2;
    }

    float epsilon() {
        return epsilon;
    }
}
