package org.djlcelo.baselines;

import ai.djl.ndarray.types.Shape;

/**
 * RAdam: Adam that takes plain momentum steps until the variance of its rate is bounded (Liu et
 * al., arXiv 1908.03265; optax's {@code radam}).
 *
 * <pre>
 * m ← β1 m + (1 - β1) g          v ← β2 v + (1 - β2) g²
 * ρ∞ = 2 / (1 - β2) - 1          ρ = ρ∞ - 2 t β2^t / (1 - β2^t)
 * ρ ≥ 5:  p ← p - lr r m̂ / (√v̂ + ε)      r² = (ρ-4)(ρ-2) ρ∞ / ((ρ∞-4)(ρ∞-2) ρ)
 * else:   p ← p - lr m̂
 * </pre>
 *
 * <p>ρ is a small difference of large numbers, computed in float32 as in the published code: in the
 * first rectified steps r is up to 0.6 % off its exact value. State: two floats per parameter.
 */
public final class RAdam extends HandDesignedOptimizer {

    private static final float THRESHOLD = 5;

    private final Settings settings;

    record Settings(Decay beta1, Decay beta2, float epsilon) {}

    private RAdam(Builder builder, Settings settings) {
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
            float momentumRate = rate / settings.beta1.correction(t);
            float second = 1 / settings.beta2.correction(t);
            float epsilon = settings.epsilon;
            float limit = (float) (2 / (1 - settings.beta2.beta()) - 1);
            float power = settings.beta2.power(t);
            float rho = limit - 2 * t * power / (1 - power);
            boolean rectified = rho >= THRESHOLD;
            float rectification = rectified ? rectification(rho, limit) : 1;
            memory.update(
                    (p, g, state, count) -> {
                        float[] mean = state[0];
                        float[] square = state[1];
                        beta1.average(mean, g, count);
                        beta2.averageSquare(square, g, count);
                        for (int k = 0; k < count; k++) {
                            float root = (float) Math.sqrt(square[k] * second) + epsilon;
                            float scale = rectified ? rectification / root : 1;
                            p[k] -= momentumRate * mean[k] * scale;
                        }
                    },
                    m,
                    v);
        }

        private static float rectification(float rho, float limit) {
            float numerator = (rho - 4) * (rho - 2) * limit;
            float denominator = (limit - 4) * (limit - 2) * rho;
            return (float) Math.sqrt(numerator / denominator);
        }
    }

    /** Builds a {@link RAdam}. */
    public static final class Builder extends MomentsBuilder<Builder> {

        Builder() {
            super(1e-8f);
        }

        /** {@inheritDoc} */
        @Override
        protected Builder self() {
            return this;
        }

        /** {@inheritDoc} */
        @Override
        public RAdam build() {
            return new RAdam(this, new Settings(beta1(), beta2(), epsilon()));
        }
    }
}
