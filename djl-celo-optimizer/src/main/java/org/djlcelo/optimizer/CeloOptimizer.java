package org.djlcelo.optimizer;

import ai.djl.nn.Block;
import java.util.Objects;
import org.djlcelo.kernel.AxisOrder;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.Scheduler;
import org.djlcelo.lopt.UpdateRule;

/**
 * Celo, a learned optimizer without a learning rate to tune (arXiv 2501.12670).
 *
 * <pre>{@code
 * CeloOptimizer celo = CeloOptimizer.builder().setTotalSteps(steps).build();
 * TrainingConfig config =
 *         new DefaultTrainingConfig(celo.observe(Loss.softmaxCrossEntropyLoss()))
 *                 .optOptimizer(celo);
 * }</pre>
 *
 * <p>Every parameter moves by {@code η · 0.001 · d · exp(0.001·q) · rms(p)}, where d and q come
 * from a small network over gradient, parameter and accumulators ({@link UpdateRule}) and η from a
 * recurrent network over training progress and loss ({@link Scheduler}).
 *
 * <p>State on a CPU: four floats per parameter plus row and column statistics, seven for biases.
 */
public final class CeloOptimizer extends LearnedOptimizer {

    private CeloOptimizer(Builder builder, MetaParameters theta) {
        super(
                builder,
                theta,
                new CeloTensors(UpdateRule.of(theta), builder.axisOrder),
                builder.scheduled && hasScheduler(theta) ? Scheduler.of(theta) : null);
    }

    private static boolean hasScheduler(MetaParameters theta) {
        return !theta.architecture().equals(Architecture.CELO_RULE);
    }

    /**
     * Returns a builder.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link CeloOptimizer}. */
    public static final class Builder extends LearnedOptimizerBuilder<Builder> {

        private boolean scheduled = true;
        private AxisOrder axisOrder = AxisOrder.DJL;

        Builder() {
            super(
                    Architecture.CELO,
                    Architecture.CELO_RULE,
                    Architecture.CELO_LINEAR,
                    Architecture.CELO_LINEAR_CLIP);
        }

        /**
         * Sets whether the learned schedule is used, where the weights have one; {@code celo-rule}
         * of the zoo has none. Without it η is the constant of {@link #optMultiplier}, and no loss
         * is needed.
         *
         * @param scheduled false for the update rule alone
         * @return this builder
         */
        public Builder optScheduler(boolean scheduled) {
            this.scheduled = scheduled;
            return this;
        }

        /**
         * Sets which of two equally long axes takes which role.
         *
         * @param order {@link AxisOrder#DJL}, the default, for parameters in DJL's layouts; {@link
         *     AxisOrder#REFERENCE} for [in, out] matrices and HWIO convolutions
         * @return this builder
         */
        public Builder optAxisOrder(AxisOrder order) {
            this.axisOrder = Objects.requireNonNull(order);
            return this;
        }

        /**
         * Sets the block that the trainer trains, for models of many parameters on an accelerator:
         * parameters of one shape are then updated together, by one set of operations, with the
         * last of their calls in a step. Without it, and for parameters that aren't the block's,
         * each is updated in its own call. On a CPU it changes nothing.
         *
         * <p>Every parameter of the block must be used in every step or frozen before the first: a
         * step that ends without one of several of a shape is refused by the next with an {@link
         * IllegalStateException}.
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
        public CeloOptimizer build() {
            totalSteps();
            return new CeloOptimizer(this, weights());
        }
    }
}
