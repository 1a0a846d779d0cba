package org.djlcelo.baselines;

import ai.djl.ndarray.types.Shape;

/**
 * Fromage: steps relative to the size of each tensor, which is kept from growing (Bernstein et al.,
 * arXiv 2002.03432; optax's {@code fromage}).
 *
 * <pre>
 * a = 1 / √(1 + lr²)
 * u = g max(‖p‖, n) / max(‖g‖, n)      norms of the whole tensor, n = 1e-6
 * p ← a (p - lr u)
 * </pre>
 *
 * <p>It has no state.
 */
public final class Fromage extends HandDesignedOptimizer {

    private final Settings settings;

    record Settings(float minNorm) {}

    private Fromage(Builder builder, Settings settings) {
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
        return this::step;
    }

    private void step(TensorMemory memory, int t, float rate) {
        Norms norms = new Norms();
        memory.read((p, g, start, count) -> norms.add(p, g, count));
        float size = Math.max(norms.parameterNorm(), settings.minNorm);
        float ratio = size / Math.max(norms.updateNorm(), settings.minNorm);
        double shrink = 1 / Math.sqrt(1 + (double) rate * rate);
        float step = (float) (shrink * rate) * ratio;
        float loss = (float) (1 - shrink);
        memory.update(
                (p, g, start, count) -> {
                    for (int k = 0; k < count; k++) {
                        p[k] -= step * g[k] + loss * p[k];
                    }
                });
    }

    /** Builds a {@link Fromage}. */
    public static final class Builder extends HandDesignedBuilder<Builder> {

        private float minNorm = 1e-6f;

        Builder() {}

        /**
         * Sets what norms are at least taken for.
         *
         * @param minNorm greater than 0, 1e-6 by default
         * @return this builder
         */
        public Builder optMinNorm(float minNorm) {
            requireNotNegative("optMinNorm", minNorm);
            if (minNorm == 0) {
                throw new IllegalArgumentException("optMinNorm(...) needs more than 0");
            }
            this.minNorm = minNorm;
            return this;
        }

        /** {@inheritDoc} */
        @Override
        protected Builder self() {
            return this;
        }

        /** {@inheritDoc} */
        @Override
        public Fromage build() {
            return new Fromage(this, new Settings(minNorm));
        }
    }
}
