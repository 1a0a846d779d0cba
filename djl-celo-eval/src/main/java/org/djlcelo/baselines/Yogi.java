package org.djlcelo.baselines;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * Yogi: Adam whose second moment moves by a bounded amount (Zaheer et al., NeurIPS 2018; optax's
 * {@code yogi}).
 *
 * <pre>
 * m ← β1 m + (1 - β1) g          v ← v - (1 - β2) sign(v - g²) g²      m, v start at 1e-6
 * p ← p - lr m̂ / (√v̂ + ε)        m̂ = m / (1 - β1^t), v̂ = v / (1 - β2^t)
 * </pre>
 *
 * <p>State: two floats per parameter.
 */
public final class Yogi extends HandDesignedOptimizer {

    private final Settings settings;

    record Settings(Decay beta1, Decay beta2, float epsilon, float initialValue) {}

    private Yogi(Builder builder, Settings settings) {
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
            Arrays.fill(m, settings.initialValue);
            Arrays.fill(v, settings.initialValue);
        }

        @Override
        public void update(TensorMemory memory, int t, float rate) {
            Decay beta1 = settings.beta1;
            float c2 = settings.beta2.complement();
            float first = 1 / settings.beta1.correction(t);
            float second = 1 / settings.beta2.correction(t);
            float epsilon = settings.epsilon;
            memory.update(
                    (p, g, state, count) -> {
                        float[] mean = state[0];
                        float[] square = state[1];
                        beta1.average(mean, g, count);
                        for (int k = 0; k < count; k++) {
                            float now = g[k] * g[k];
                            square[k] -= c2 * Math.signum(square[k] - now) * now;
                        }
                        for (int k = 0; k < count; k++) {
                            float root = (float) Math.sqrt(square[k] * second);
                            p[k] -= rate * (mean[k] * first / (root + epsilon));
                        }
                    },
                    m,
                    v);
        }
    }

    /** Builds a {@link Yogi}. */
    public static final class Builder extends MomentsBuilder<Builder> {

        private float initialValue = 1e-6f;

        Builder() {
            super(1e-3f);
        }

        /**
         * Sets where both moments start.
         *
         * @param initialValue at least 0, 1e-6 by default
         * @return this builder
         */
        public Builder optInitialValue(float initialValue) {
            requireNotNegative("optInitialValue", initialValue);
            this.initialValue = initialValue;
            return this;
        }

        /** {@inheritDoc} */
        @Override
        protected Builder self() {
            return this;
        }

        /** {@inheritDoc} */
        @Override
        public Yogi build() {
            return new Yogi(this, new Settings(beta1(), beta2(), epsilon(), initialValue));
        }
    }
}
