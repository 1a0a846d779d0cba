package org.djlcelo.baselines;

import ai.djl.ndarray.types.Shape;

/**
 * AdaBelief: Adam scaled by how far gradients are from their mean (Zhuang et al., arXiv 2010.07468;
 * optax's {@code adabelief}).
 *
 * <pre>
 * m ← β1 m + (1 - β1) g          s ← β2 s + (1 - β2) (g - m)² + εr
 * p ← p - lr m̂ / (√ŝ + ε)        m̂ = m / (1 - β1^t), ŝ = s / (1 - β2^t)
 * </pre>
 *
 * <p>The m in s is the new one by default and the one before in optax up to 0.1.3. State: two
 * floats per parameter.
 */
public final class AdaBelief extends HandDesignedOptimizer {

    private final Settings settings;

    /** Which mean gradient the surprise is measured from. */
    public enum Prediction {

        /** The mean with this step's gradient: optax since 2023. */
        UPDATED,

        /** The mean before this step: optax until 0.1.3. */
        PREVIOUS
    }

    record Settings(
            Decay beta1, Decay beta2, float epsilon, float rootEpsilon, Prediction prediction) {}

    private AdaBelief(Builder builder, Settings settings) {
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
        private final float[] s;

        Rule(Settings settings, int size) {
            this.settings = settings;
            m = new float[size];
            s = new float[size];
        }

        @Override
        public void update(TensorMemory memory, int t, float rate) {
            Decay beta1 = settings.beta1;
            float b2 = settings.beta2.value();
            float c2 = settings.beta2.complement();
            float first = 1 / settings.beta1.correction(t);
            float second = 1 / settings.beta2.correction(t);
            float epsilon = settings.epsilon;
            float rootEpsilon = settings.rootEpsilon;
            boolean updated = settings.prediction == Prediction.UPDATED;
            memory.update(
                    (p, g, state, count) -> {
                        float[] mean = state[0];
                        float[] surprises = state[1];
                        if (updated) {
                            beta1.average(mean, g, count);
                        }
                        for (int k = 0; k < count; k++) {
                            float surprise = g[k] - mean[k];
                            surprises[k] =
                                    b2 * surprises[k] + c2 * (surprise * surprise) + rootEpsilon;
                        }
                        if (!updated) {
                            beta1.average(mean, g, count);
                        }
                        for (int k = 0; k < count; k++) {
                            float root = (float) Math.sqrt(surprises[k] * second);
                            p[k] -= rate * (mean[k] * first / (root + epsilon));
                        }
                    },
                    m,
                    s);
        }
    }

    /** Builds an {@link AdaBelief}. */
    public static final class Builder extends MomentsBuilder<Builder> {

        private float rootEpsilon = 1e-16f;
        private Prediction prediction = Prediction.UPDATED;

        Builder() {
            super(1e-16f);
        }

        /**
         * Sets what is added to the stored second moment in every step.
         *
         * @param rootEpsilon at least 0, 1e-16 by default
         * @return this builder
         */
        public Builder optRootEpsilon(float rootEpsilon) {
            requireNotNegative("optRootEpsilon", rootEpsilon);
            this.rootEpsilon = rootEpsilon;
            return this;
        }

        /**
         * Sets which mean gradient the surprise is measured from.
         *
         * @param prediction {@link Prediction#UPDATED} by default
         * @return this builder
         */
        public Builder optPrediction(Prediction prediction) {
            this.prediction = prediction;
            return this;
        }

        /** {@inheritDoc} */
        @Override
        protected Builder self() {
            return this;
        }

        /** {@inheritDoc} */
        @Override
        public AdaBelief build() {
            return new AdaBelief(
                    this, new Settings(beta1(), beta2(), epsilon(), rootEpsilon, prediction));
        }
    }
}
