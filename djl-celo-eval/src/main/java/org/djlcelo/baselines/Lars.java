package org.djlcelo.baselines;

import ai.djl.ndarray.types.Shape;

/**
 * LARS: momentum with steps relative to the size of each tensor (You et al., arXiv 1708.03888;
 * optax's {@code lars}).
 *
 * <pre>
 * g includes decay p
 * b ← μ b - lr trust ‖p‖ / (‖g‖ + ε) g      norms of the whole tensor;
 * p ← p + b                                1 for trust and quotient if a norm is 0
 * </pre>
 *
 * <p>The learning rate is inside the momentum, so a schedule acts late. State: one float per
 * parameter.
 */
public final class Lars extends HandDesignedOptimizer {

    private final Settings settings;

    record Settings(float momentum, float trust, float epsilon) {}

    private Lars(Builder builder, Settings settings) {
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
        return new Rule(settings, (int) shape.size());
    }

    private static final class Rule implements TensorRule {

        private final Settings settings;
        private final float[] buffer;

        Rule(Settings settings, int size) {
            this.settings = settings;
            buffer = new float[size];
        }

        @Override
        public void update(TensorMemory memory, int t, float rate) {
            Norms norms = new Norms();
            memory.read((p, g, start, count) -> norms.add(p, g, count));
            float step = rate * norms.ratio(settings.trust, settings.epsilon);
            float momentum = settings.momentum;
            memory.update(
                    (p, g, state, count) -> {
                        float[] velocity = state[0];
                        for (int k = 0; k < count; k++) {
                            velocity[k] = momentum * velocity[k] - step * g[k];
                        }
                        for (int k = 0; k < count; k++) {
                            p[k] += velocity[k];
                        }
                    },
                    buffer);
        }
    }

    /** Builds a {@link Lars}. */
    public static final class Builder extends HandDesignedBuilder<Builder> {

        private float momentum = 0.9f;
        private float trust = 1e-3f;
        private float epsilon;

        Builder() {}

        /**
         * Sets the momentum.
         *
         * @param momentum at least 0, 0.9 by default
         * @return this builder
         */
        public Builder optMomentum(float momentum) {
            requireNotNegative("optMomentum", momentum);
            this.momentum = momentum;
            return this;
        }

        /**
         * Sets the trust coefficient.
         *
         * @param trust at least 0, 1e-3 by default
         * @return this builder
         */
        public Builder optTrust(float trust) {
            requireNotNegative("optTrust", trust);
            this.trust = trust;
            return this;
        }

        /**
         * Sets what is added to the gradient's norm.
         *
         * @param epsilon at least 0, 0 by default
         * @return this builder
         */
        public Builder optEpsilon(float epsilon) {
            requireNotNegative("optEpsilon", epsilon);
            this.epsilon = epsilon;
            return this;
        }

        /** {@inheritDoc} */
        @Override
        protected Builder self() {
            return this;
        }

        /** {@inheritDoc} */
        @Override
        public Lars build() {
            return new Lars(this, new Settings(momentum, trust, epsilon));
        }
    }
}
