package org.djlcelo.optimizer;

import ai.djl.nn.Block;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.Scheduler;

/**
 * Celo-Adam: Adam whose learning rate is Celo's learned schedule, {@code 0.001·η} (arXiv
 * 2501.12670).
 *
 * <p>State: two floats per parameter. The formula is in the specification, section 3: gradients are
 * clipped to ±1000 and a 1e-10 stands inside the root.
 */
public final class CeloAdamOptimizer extends LearnedOptimizer {

    private CeloAdamOptimizer(Builder builder, MetaParameters theta) {
        super(builder, theta, new AdamTensors(), Scheduler.of(theta));
    }

    /**
     * Returns a builder.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link CeloAdamOptimizer}. */
    public static final class Builder extends LearnedOptimizerBuilder<Builder> {

        Builder() {
            super(Architecture.CELO_ADAM);
        }

        /**
         * Sets the block that the trainer trains, as {@link CeloOptimizer.Builder#optBlock}.
         *
         * @param block the block
         * @return this builder
         */
        public Builder optBlock(Block block) {
            return stepOf(StepTensors.of(block));
        }

        /** {@inheritDoc} */
        @Override
        protected Builder self() {
            return this;
        }

        /**
         * Builds the optimizer and loads its weights.
         *
         * @return the optimizer
         * @throws IllegalArgumentException if the number of steps is missing or the weights can't
         *     be used
         */
        public CeloAdamOptimizer build() {
            totalSteps();
            return new CeloAdamOptimizer(this, weights());
        }
    }
}
