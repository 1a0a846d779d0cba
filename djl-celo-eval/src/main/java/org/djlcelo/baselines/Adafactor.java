package org.djlcelo.baselines;

import ai.djl.ndarray.types.Shape;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Adafactor: scaled by row and column means of squared gradients, with steps relative to the
 * parameter's size (Shazeer and Stern, arXiv 1804.04235; optax's {@code adafactor} without
 * momentum).
 *
 * <pre>
 * β = 1 - t^-0.8                 s = g² + 1e-30
 * factored:  R ← β R + (1 - β) mean over d0 of s      d0 the longest axis, d1 the second longest
 *            C ← β C + (1 - β) mean over d1 of s
 *            u = g (R / mean over d1 of R)^-½ C^-½
 * else:      v ← β v + (1 - β) s           u = g v^-½
 * p ← p - lr max(RMS(p), 1e-3) u / max(1, RMS(u))
 * </pre>
 *
 * <p>Factored are tensors of at least two axes whose second longest has at least 128 entries.
 * State: one float per row and column of these, one per parameter of others.
 */
public final class Adafactor extends HandDesignedOptimizer {

    private static final double DECAY_EXPONENT = 0.8;
    static final float EPSILON = 1e-30f;
    private static final float MIN_RMS = 1e-3f;

    private final Settings settings;

    record Settings(int minFactored) {}

    private Adafactor(Builder builder, Settings settings) {
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
        int[] lengths = Axis.lengths(shape);
        if (lengths.length >= 2) {
            int[] ascending =
                    IntStream.range(0, lengths.length)
                            .boxed()
                            .sorted(Comparator.comparingInt(axis -> lengths[axis]))
                            .mapToInt(axis -> axis)
                            .toArray();
            int d0 = ascending[lengths.length - 1];
            int d1 = ascending[lengths.length - 2];
            if (lengths[d1] >= settings.minFactored) {
                return new FactoredRule(lengths, d0, d1);
            }
        }
        return new FullRule((int) shape.size());
    }

    /** The new statistics' share, 1 - β = t^-0.8. */
    static float share(int t) {
        return (float) Math.pow(t, -DECAY_EXPONENT);
    }

    static float step(float rate, Norms norms, int size) {
        double root = Math.sqrt(size);
        double parameterRms = Math.max(norms.parameterNorm() / root, MIN_RMS);
        return (float) (rate * parameterRms / Math.max(1, norms.updateNorm() / root));
    }

    private static final class FullRule implements TensorRule {

        private final float[] v;

        FullRule(int size) {
            v = new float[size];
        }

        @Override
        public void update(TensorMemory memory, int t, float rate) {
            float share = share(t);
            float kept = 1 - share;
            Norms norms = new Norms();
            memory.read(
                    (p, g, start, count) -> {
                        for (int k = 0; k < count; k++) {
                            int i = start + k;
                            v[i] = kept * v[i] + share * (g[k] * g[k] + EPSILON);
                            g[k] /= (float) Math.sqrt(v[i]);
                        }
                        norms.add(p, g, count);
                    });
            float step = step(rate, norms, v.length);
            memory.update(
                    (p, g, start, count) -> {
                        for (int k = 0; k < count; k++) {
                            p[k] -= step * (g[k] / (float) Math.sqrt(v[start + k]));
                        }
                    });
        }
    }

    /** Builds an {@link Adafactor}. */
    public static final class Builder extends HandDesignedBuilder<Builder> {

        private int minFactored = 128;

        Builder() {}

        /**
         * Sets from which length of the second longest axis on tensors are factored.
         *
         * @param minFactored at least 1, 128 by default
         * @return this builder
         */
        public Builder optMinFactored(int minFactored) {
            if (minFactored < 1) {
                throw new IllegalArgumentException(
                        "optMinFactored(...) needs at least 1, not " + minFactored);
            }
            this.minFactored = minFactored;
            return this;
        }

        /** {@inheritDoc} */
        @Override
        protected Builder self() {
            return this;
        }

        /** {@inheritDoc} */
        @Override
        public Adafactor build() {
            return new Adafactor(this, new Settings(minFactored));
        }
    }
}
