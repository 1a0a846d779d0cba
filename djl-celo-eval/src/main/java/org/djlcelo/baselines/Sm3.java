package org.djlcelo.baselines;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * SM3: AdaGrad with one accumulator per index of each axis instead of one per parameter (Anil et
 * al., arXiv 1901.11150; optax's {@code sm3}).
 *
 * <pre>
 * A = g² + min over axes i of μi         μi of length di, from 0
 * u = g / √(A + 1e-8)                    0 where A = 0
 * ν ← β ν + (1 - β) u                    a mean, not the sum of {@link Sgdm}
 * μi ← max of A over all axes but i
 * p ← p - lr ν
 * </pre>
 *
 * <p>State: one float per parameter and one per index of each axis.
 */
public final class Sm3 extends HandDesignedOptimizer {

    private static final float EPSILON = 1e-8f;

    private final Settings settings;

    record Settings(Decay momentum) {}

    private Sm3(Builder builder, Settings settings) {
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
        return new Rule(settings.momentum, shape);
    }

    private static final class Rule implements TensorRule {

        private final Decay momentum;
        private final float[] nu;
        private final Axis[] axes;
        private final float[][] covers;

        Rule(Decay momentum, Shape shape) {
            this.momentum = momentum;
            nu = new float[(int) shape.size()];
            axes = Axis.of(shape);
            covers = new float[axes.length][];
            for (int i = 0; i < axes.length; i++) {
                covers[i] = new float[axes[i].length()];
            }
        }

        @Override
        public void update(TensorMemory memory, int t, float rate) {
            float[] a = new float[nu.length];
            Arrays.fill(a, Float.POSITIVE_INFINITY);
            for (int i = 0; i < axes.length; i++) {
                axes[i].lower(a, covers[i]);
            }
            memory.update(
                    (p, g, state, count) -> {
                        float[] sum = state[0];
                        float[] mean = state[1];
                        for (int k = 0; k < count; k++) {
                            sum[k] += g[k] * g[k];
                        }
                        for (int k = 0; k < count; k++) {
                            g[k] /= (float) Math.sqrt(sum[k] + EPSILON);
                        }
                        momentum.average(mean, g, count);
                        for (int k = 0; k < count; k++) {
                            p[k] -= rate * mean[k];
                        }
                    },
                    a,
                    nu);
            for (int i = 0; i < axes.length; i++) {
                axes[i].maxima(a, covers[i]);
            }
        }
    }

    /** Builds an {@link Sm3}. */
    public static final class Builder extends HandDesignedBuilder<Builder> {

        private Decay momentum = new Decay(0.9);

        Builder() {}

        /**
         * Sets the decay β of the mean step.
         *
         * @param momentum at least 0 and less than 1, 0.9 by default
         * @return this builder
         */
        public Builder optMomentum(double momentum) {
            this.momentum = new Decay(momentum);
            return this;
        }

        /** {@inheritDoc} */
        @Override
        protected Builder self() {
            return this;
        }

        /** {@inheritDoc} */
        @Override
        public Sm3 build() {
            return new Sm3(this, new Settings(momentum));
        }
    }
}
