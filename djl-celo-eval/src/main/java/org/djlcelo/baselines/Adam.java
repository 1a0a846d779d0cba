package org.djlcelo.baselines;

import ai.djl.ndarray.types.Shape;

/**
 * Adam with a second epsilon inside the root (Kingma and Ba, arXiv 1412.6980; optax's {@code
 * adam}).
 *
 * <pre>
 * m ← β1 m + (1 - β1) g          v ← β2 v + (1 - β2) g²
 * p ← p - lr m̂ / (√(v̂ + εr) + ε)      m̂ = m / (1 - β1^t), v̂ = v / (1 - β2^t)
 * </pre>
 *
 * <p>DJL's own Adam has no εr: with gradients far below 1e-4 its steps are larger. State: two
 * floats per parameter.
 */
public final class Adam extends HandDesignedOptimizer {

    private final Settings settings;

    record Settings(Decay beta1, Decay beta2, float epsilon, float rootEpsilon) {}

    private Adam(Builder builder, Settings settings) {
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
        private final float[] m;
        private final float[] v;

        Rule(Settings settings, int size) {
            this.settings = settings;
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
            float rootEpsilon = settings.rootEpsilon;
            memory.update(
                    (p, g, state, count) -> {
                        float[] mean = state[0];
                        float[] square = state[1];
                        beta1.average(mean, g, count);
                        beta2.averageSquare(square, g, count);
                        for (int k = 0; k < count; k++) {
                            float root = (float) Math.sqrt(square[k] * second + rootEpsilon);
                            p[k] -= rate * (mean[k] * first / (root + epsilon));
                        }
                    },
                    m,
                    v);
        }
    }

    /** Builds an {@link Adam}. */
    public static final class Builder extends MomentsBuilder<Builder> {

        private float rootEpsilon = 1e-8f;

        Builder() {
            super(1e-8f);
        }

        /**
         * Sets what is added to the mean squared gradient inside the root.
         *
         * @param rootEpsilon at least 0, 1e-8 by default
         * @return this builder
         */
        public Builder optRootEpsilon(float rootEpsilon) {
            requireNotNegative("optRootEpsilon", rootEpsilon);
            this.rootEpsilon = rootEpsilon;
            return this;
        }

        /** {@inheritDoc} */
        @Override
        protected Builder self() {
            return this;
        }

        /** {@inheritDoc} */
        @Override
        public Adam build() {
            return new Adam(this, new Settings(beta1(), beta2(), epsilon(), rootEpsilon));
        }
    }
}
