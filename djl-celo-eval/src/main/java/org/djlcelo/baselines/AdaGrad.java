package org.djlcelo.baselines;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * AdaGrad (Duchi et al., JMLR 2011; optax's {@code adagrad}).
 *
 * <pre>
 * s ← s + g²                     s starts at 0.1
 * p ← p - lr g / √(s + ε)        no step where s = 0
 * </pre>
 *
 * <p>State: one float per parameter.
 */
public final class AdaGrad extends HandDesignedOptimizer {

    private final Settings settings;

    record Settings(float initialAccumulator, float epsilon) {}

    private AdaGrad(Builder builder, Settings settings) {
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

        private final float epsilon;
        private final float[] s;

        Rule(Settings settings, int size) {
            epsilon = settings.epsilon;
            s = new float[size];
            Arrays.fill(s, settings.initialAccumulator);
        }

        @Override
        public void update(TensorMemory memory, int t, float rate) {
            memory.update(
                    (p, g, state, count) -> {
                        float[] sum = state[0];
                        for (int k = 0; k < count; k++) {
                            sum[k] += g[k] * g[k];
                        }
                        for (int k = 0; k < count; k++) {
                            float step = rate * (g[k] / (float) Math.sqrt(sum[k] + epsilon));
                            p[k] -= sum[k] == 0 ? 0 : step;
                        }
                    },
                    s);
        }
    }

    /** Builds an {@link AdaGrad}. */
    public static final class Builder extends HandDesignedBuilder<Builder> {

        private float initialAccumulator = 0.1f;
        private float epsilon = 1e-7f;

        Builder() {}

        /**
         * Sets where the sum of squared gradients starts.
         *
         * @param initialAccumulator at least 0, 0.1 by default
         * @return this builder
         */
        public Builder optInitialAccumulator(float initialAccumulator) {
            requireNotNegative("optInitialAccumulator", initialAccumulator);
            this.initialAccumulator = initialAccumulator;
            return this;
        }

        /**
         * Sets what is added inside the root.
         *
         * @param epsilon at least 0, 1e-7 by default
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
        public AdaGrad build() {
            return new AdaGrad(this, new Settings(initialAccumulator, epsilon));
        }
    }
}
