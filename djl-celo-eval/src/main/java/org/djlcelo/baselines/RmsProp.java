package org.djlcelo.baselines;

import ai.djl.ndarray.types.Shape;

/**
 * RMSProp, not centred and without momentum (Tieleman and Hinton, 2012; optax's {@code rmsprop}).
 *
 * <pre>
 * v ← β v + (1 - β) g²
 * p ← p - lr g / √(v + ε)
 * </pre>
 *
 * <p>State: one float per parameter.
 */
public final class RmsProp extends HandDesignedOptimizer {

    private final Settings settings;

    record Settings(Decay decay, float epsilon) {}

    private RmsProp(Builder builder, Settings settings) {
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
        private final float[] v;

        Rule(Settings settings, int size) {
            this.settings = settings;
            v = new float[size];
        }

        @Override
        public void update(TensorMemory memory, int t, float rate) {
            Decay decay = settings.decay;
            float epsilon = settings.epsilon;
            memory.update(
                    (p, g, state, count) -> {
                        float[] square = state[0];
                        decay.averageSquare(square, g, count);
                        for (int k = 0; k < count; k++) {
                            p[k] -= rate * (g[k] / (float) Math.sqrt(square[k] + epsilon));
                        }
                    },
                    v);
        }
    }

    /** Builds a {@link RmsProp}. */
    public static final class Builder extends HandDesignedBuilder<Builder> {

        private Decay decay = new Decay(0.9);
        private float epsilon = 1e-8f;

        Builder() {}

        /**
         * Sets the decay β of the mean squared gradient.
         *
         * @param decay at least 0 and less than 1, 0.9 by default
         * @return this builder
         */
        public Builder optDecay(double decay) {
            this.decay = new Decay(decay);
            return this;
        }

        /**
         * Sets what is added inside the root.
         *
         * @param epsilon at least 0, 1e-8 by default
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
        public RmsProp build() {
            return new RmsProp(this, new Settings(decay, epsilon));
        }
    }
}
