package org.djlcelo.baselines;

import ai.djl.ndarray.types.Shape;

/**
 * AdamW: Adam with weight decay apart from the gradient (Loshchilov and Hutter, arXiv 1711.05101;
 * optax's {@code adamw}).
 *
 * <pre>
 * m ← β1 m + (1 - β1) g          v ← β2 v + (1 - β2) g²
 * p ← p - lr ( m̂ / (√v̂ + ε) + decay p )      m̂ = m / (1 - β1^t), v̂ = v / (1 - β2^t)
 * </pre>
 *
 * <p>State: two floats per parameter.
 */
public final class AdamW extends HandDesignedOptimizer {

    private final Settings settings;

    record Settings(Decay beta1, Decay beta2, float epsilon) {}

    private AdamW(Builder builder, Settings settings) {
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
            float first = 1 / settings.beta1.correction(t);
            float second = 1 / settings.beta2.correction(t);
            float epsilon = settings.epsilon;
            memory.update(
                    (p, g, state, count) -> {
                        float[] mean = state[0];
                        float[] square = state[1];
                        beta1.average(mean, g, count);
                        beta2.averageSquare(square, g, count);
                        for (int k = 0; k < count; k++) {
                            float root = (float) Math.sqrt(square[k] * second);
                            p[k] -= rate * (mean[k] * first / (root + epsilon) + decay * p[k]);
                        }
                    },
                    m,
                    v);
        }
    }

    /** Builds an {@link AdamW}. */
    public static final class Builder extends MomentsBuilder<Builder> {

        Builder() {
            super(1e-8f);
            super.optWeightDecays(1e-4f);
        }

        /**
         * Sets the weight decay, which is multiplied with the learning rate and is no part of the
         * gradient.
         *
         * @param weightDecays at least 0, 1e-4 by default
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
        public AdamW build() {
            return new AdamW(this, new Settings(beta1(), beta2(), epsilon()));
        }
    }
}
