package org.djlcelo.baselines;

import ai.djl.ndarray.types.Shape;

/**
 * LAMB: Adam's direction with steps relative to the size of each tensor (You et al., arXiv
 * 1904.00962; optax's {@code lamb}).
 *
 * <pre>
 * m ← β1 m + (1 - β1) g          v ← β2 v + (1 - β2) g²
 * u = m̂ / (√v̂ + ε) + decay p     m̂ = m / (1 - β1^t), v̂ = v / (1 - β2^t)
 * p ← p - lr (‖p‖ / ‖u‖) u       norms of the whole tensor; 1 for the quotient if one is 0
 * </pre>
 *
 * <p>State: two floats per parameter.
 */
public final class Lamb extends HandDesignedOptimizer {

    private final Settings settings;

    record Settings(Decay beta1, Decay beta2, float epsilon) {}

    private Lamb(Builder builder, Settings settings) {
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
            Norms norms = new Norms();
            // nothing changes p here; it is put back as it is
            memory.update(
                    (p, g, state, count) -> {
                        settings.beta1.average(state[0], g, count);
                        settings.beta2.averageSquare(state[1], g, count);
                        direction(t, p, state, g, count);
                        norms.add(p, g, count);
                    },
                    m,
                    v);
            float step = rate * norms.ratio(1, 0);
            memory.update(
                    (p, g, state, count) -> {
                        direction(t, p, state, g, count);
                        for (int k = 0; k < count; k++) {
                            p[k] -= step * g[k];
                        }
                    },
                    m,
                    v);
        }

        /**
         * Computed twice, because its norm must be known before the step: cheaper than storing it.
         */
        private void direction(int t, float[] p, float[][] state, float[] u, int count) {
            float first = 1 / settings.beta1.correction(t);
            float second = 1 / settings.beta2.correction(t);
            float epsilon = settings.epsilon;
            float[] mean = state[0];
            float[] square = state[1];
            for (int k = 0; k < count; k++) {
                float root = (float) Math.sqrt(square[k] * second);
                u[k] = mean[k] * first / (root + epsilon) + decay * p[k];
            }
        }
    }

    /** Builds a {@link Lamb}. */
    public static final class Builder extends MomentsBuilder<Builder> {

        Builder() {
            super(1e-6f);
        }

        /**
         * Sets the weight decay, which is added to Adam's direction before its norm is taken.
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
        public Lamb build() {
            return new Lamb(this, new Settings(beta1(), beta2(), epsilon()));
        }
    }
}
