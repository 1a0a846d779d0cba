package org.djlcelo.baselines;

import ai.djl.ndarray.types.Shape;
import java.util.Objects;

/**
 * Shampoo: a full-matrix preconditioner for each axis of each block of a tensor (Gupta et al.,
 * arXiv 1802.09568; the scalable version of Anil et al., arXiv 2002.09018, as learned_optimization
 * runs it).
 *
 * <pre>
 * The tensor's axes are merged while their product is at most 4096, then cut into blocks of 128.
 * Per block and axis i, with G the block's gradient unfolded along i and r axes:
 *   S ← β2 S + (1 - β2) G Gᵀ                      S starts at 1e-6 I
 *   P = (S + 1e-6 max(λmax, 1e-6) I)^(-1/(2r))
 * s = all axes of the gradient multiplied by their P, scaled to the norm of f over the whole tensor
 * f = the step of the {@link Graft}
 * a ← 0.9 a + s                  b ← 0.9 b + f
 * first 5 updates:  p ← p - lr (f + 0.9 b)
 * then:             p ← p - lr (s + 0.9 a)
 * </pre>
 *
 * <p>Scalars and tensors with an axis above 4096 follow the graft only. Roots are taken in double
 * precision by PyTorch's eigendecomposition, whatever engine trains. State: two floats per
 * parameter (three with {@link Graft#ADAGRAD}) and two square matrices per axis of each block.
 *
 * <p>Cost: a root of a 128 × 128 matrix takes some milliseconds, and a 3072 × 128 tensor has 48 of
 * them: see {@link Builder#optRootInterval}.
 */
public final class Shampoo extends HandDesignedOptimizer {

    private final Settings settings;

    record Settings(Graft graft, int blockSize, int rootInterval, KernelLayout layout) {}

    private Shampoo(Builder builder, Settings settings) {
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
        return new ShampooRule(settings, Axis.lengths(shape));
    }

    /** Builds a {@link Shampoo}. */
    public static final class Builder extends HandDesignedBuilder<Builder> {

        private Graft graft;
        private int blockSize = 128;
        private int rootInterval = 1;
        private KernelLayout layout = KernelLayout.OUTPUT_FIRST;

        Builder() {}

        /**
         * Sets the optimizer whose step sizes are taken. Required.
         *
         * @param graft the optimizer
         * @return this builder
         */
        public Builder setGraft(Graft graft) {
            this.graft = Objects.requireNonNull(graft);
            return this;
        }

        /**
         * Sets the largest side of a block.
         *
         * @param blockSize at least 1, 128 by default
         * @return this builder
         */
        public Builder optBlockSize(int blockSize) {
            this.blockSize = atLeastOne("optBlockSize", blockSize);
            return this;
        }

        /**
         * Sets how often roots are recomputed: in each of the first six updates, whose statistics
         * change fastest, and then in every {@code rootInterval}-th. Statistics are kept in all.
         *
         * @param rootInterval at least 1; 1, the default, is the published setting
         * @return this builder
         */
        public Builder optRootInterval(int rootInterval) {
            this.rootInterval = atLeastOne("optRootInterval", rootInterval);
            return this;
        }

        /**
         * Sets how the axes of weights are ordered. It decides which axes are merged and how they
         * are cut into blocks.
         *
         * @param layout {@link KernelLayout#OUTPUT_FIRST}, as DJL's blocks have them, by default
         * @return this builder
         */
        public Builder optKernelLayout(KernelLayout layout) {
            this.layout = Objects.requireNonNull(layout);
            return this;
        }

        private static int atLeastOne(String setter, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(setter + "(...) needs at least 1, not " + value);
            }
            return value;
        }

        /** {@inheritDoc} */
        @Override
        protected Builder self() {
            return this;
        }

        /** {@inheritDoc} */
        @Override
        public Shampoo build() {
            if (graft == null) {
                throw new IllegalArgumentException(
                        "Shampoo needs the optimizer whose step sizes it takes: add"
                                + " setGraft(Graft.SGD) or setGraft(Graft.ADAGRAD) to the builder");
            }
            return new Shampoo(this, new Settings(graft, blockSize, rootInterval, layout));
        }
    }
}
