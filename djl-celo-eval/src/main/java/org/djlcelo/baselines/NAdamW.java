package org.djlcelo.baselines;

import ai.djl.ndarray.types.Shape;

/**
 * NAdamW as in learned_optimization: Adam with Nesterov's momentum and two kinds of weight decay,
 * meant to be searched over many configurations with a {@link CosineSchedule}.
 *
 * <pre>
 * g' = g - l2 p
 * m ← β1 m + (1 - β1) g'         v ← β2 v + (1 - β2) g'²
 * lr' = lr √(1 - β2^t) / (1 - β1^t)
 * p ← p - lr' ( n / (√v + ε) + decay p )      n = β1 m + (1 - β1) g' with Nesterov, else m
 * </pre>
 *
 * <p>The sign of l2 is the published one: it pushes weights outwards. ε is not bias-corrected.
 * State: two floats per parameter.
 */
public final class NAdamW extends HandDesignedOptimizer {

    private final Settings settings;

    /** How the momentum enters the step. */
    public enum Momentum {

        /** The running mean itself. */
        PLAIN,

        /** The running mean one step ahead. */
        NESTEROV
    }

    record Settings(Decay beta1, Decay beta2, float epsilon, float l2, Momentum momentum) {}

    private NAdamW(Builder builder, Settings settings) {
        super(builder, settings);
        this.settings = settings;
    }

    /**
     * Returns a builder.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** {@inheritDoc} */
    @Override
    TensorRule newRule(Shape shape) {
        return new Rule(settings, getWeightDecay(), (int) shape.size());
    }

    private static final class Rule implements TensorRule {

        private final Settings settings;
        private final float decay;
        private final float[] m;
        private final float[] v;

        Rule(Settings settings, float decay, int size) {
            this.settings = settings;
            this.decay = decay;
            m = new float[size];
            v = new float[size];
        }

        @Override
        public void update(TensorMemory memory, int t, float rate) {
            Decay beta1 = settings.beta1;
            Decay beta2 = settings.beta2;
            boolean nesterov = settings.momentum == Momentum.NESTEROV;
            // numerator = ahead m + now g'
            float ahead = nesterov ? beta1.value() : 1;
            float now = nesterov ? beta1.complement() : 0;
            float l2 = settings.l2;
            float epsilon = settings.epsilon;
            float corrected =
                    rate
                            * (float) Math.sqrt(settings.beta2.correction(t))
                            / settings.beta1.correction(t);
            memory.update(
                    (p, g, state, count) -> {
                        float[] mean = state[0];
                        float[] square = state[1];
                        for (int k = 0; k < count; k++) {
                            g[k] -= l2 * p[k];
                        }
                        beta1.average(mean, g, count);
                        beta2.averageSquare(square, g, count);
                        for (int k = 0; k < count; k++) {
                            float numerator = ahead * mean[k] + now * g[k];
                            float root = (float) Math.sqrt(square[k]);
                            p[k] -= corrected * (numerator / (root + epsilon) + decay * p[k]);
                        }
                    },
                    m,
                    v);
        }
    }

    /** Builds an {@link NAdamW}. */
    public static final class Builder extends MomentsBuilder<Builder> {

        private float l2;
        private Momentum momentum = Momentum.NESTEROV;

        Builder() {
            super(1e-8f);
        }

        /**
         * Sets what is multiplied with the parameter and subtracted from the gradient.
         *
         * @param l2 at least 0, 0 by default
         * @return this builder
         */
        public Builder optL2(float l2) {
            requireNotNegative("optL2", l2);
            this.l2 = l2;
            return this;
        }

        /**
         * Sets how the momentum enters the step.
         *
         * @param momentum {@link Momentum#NESTEROV} by default
         * @return this builder
         */
        public Builder optMomentum(Momentum momentum) {
            this.momentum = momentum;
            return this;
        }

        /**
         * Sets the weight decay, which is multiplied with the bias-corrected learning rate and is
         * no part of the gradient.
         *
         * @param weightDecays at least 0, 0 by default
         * @return this builder
         */
        @Override
        public Builder optWeightDecays(float weightDecays) {
            return super.optWeightDecays(weightDecays);
        }

        /** {@inheritDoc} */
        @Override
        boolean decayInGradient() {
            return false;
        }

        /** {@inheritDoc} */
        @Override
        protected Builder self() {
            return this;
        }

        /** {@inheritDoc} */
        @Override
        public NAdamW build() {
            return new NAdamW(this, new Settings(beta1(), beta2(), epsilon(), l2, momentum));
        }
    }
}
