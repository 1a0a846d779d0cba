package org.djlcelo.baselines;

import ai.djl.ndarray.types.Shape;

/**
 * Gradient descent with momentum, neither dampened nor Nesterov's; with momentum 0 plain SGD
 * (optax's {@code sgd}).
 *
 * <pre>
 * b ← g + μ b
 * p ← p - lr b
 * </pre>
 *
 * <p>State: one float per parameter, none with momentum 0.
 */
public final class Sgdm extends HandDesignedOptimizer {

    private final Settings settings;

    record Settings(float momentum) {}

    private Sgdm(Builder builder, Settings settings) {
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
        return settings.momentum == 0
                ? Sgdm::plainStep
                : new Rule(settings.momentum, (int) shape.size());
    }

    private static void plainStep(TensorMemory memory, int t, float rate) {
        memory.update(
                (p, g, start, count) -> {
                    for (int k = 0; k < count; k++) {
                        p[k] -= rate * g[k];
                    }
                });
    }

    private static final class Rule implements TensorRule {

        private final float momentum;
        private final float[] buffer;

        Rule(float momentum, int size) {
            this.momentum = momentum;
            buffer = new float[size];
        }

        @Override
        public void update(TensorMemory memory, int t, float rate) {
            memory.update(
                    (p, g, state, count) -> {
                        float[] velocity = state[0];
                        for (int k = 0; k < count; k++) {
                            velocity[k] = g[k] + momentum * velocity[k];
                        }
                        for (int k = 0; k < count; k++) {
                            p[k] -= rate * velocity[k];
                        }
                    },
                    buffer);
        }
    }

    /** Builds a {@link Sgdm}. */
    public static final class Builder extends HandDesignedBuilder<Builder> {

        private float momentum = 0.9f;

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

        /** {@inheritDoc} */
        @Override
        protected Builder self() {
            return this;
        }

        /** {@inheritDoc} */
        @Override
        public Sgdm build() {
            return new Sgdm(this, new Settings(momentum));
        }
    }
}
