package org.djlcelo.optimizer;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.tracker.Tracker;
import java.util.Map;
import java.util.Objects;
import org.djlcelo.family.ArrayRule;
import org.djlcelo.family.LearnedRule;
import org.djlcelo.family.LearnedRules;
import org.djlcelo.family.Need;
import org.djlcelo.kernel.AxisOrder;
import org.djlcelo.lopt.MetaParameters;

/**
 * Any learned optimizer of the family as a DJL optimizer.
 *
 * <pre>{@code
 * RuleOptimizer velo =
 *         RuleOptimizer.builder(Velo.SMALL).setTotalSteps(steps).setBlock(block).build();
 * TrainingConfig config =
 *         new DefaultTrainingConfig(velo.observe(Loss.softmaxCrossEntropyLoss()))
 *                 .optOptimizer(velo);
 * }</pre>
 *
 * <p>Some rules move all tensors of a step together ({@link Need#ALL_TENSORS}), but DJL hands an
 * optimizer one tensor after the other and doesn't say which is the last of a step. For these rules
 * {@link Builder#setBlock} names the model's block: a step is complete when every parameter of the
 * block that is trained was updated, and moves with that call. So all of them must be used by the
 * forward pass or frozen before the first step; a step that ends without one of them is refused.
 *
 * <p>On accelerators a rule that is an {@link ArrayRule} works on the engine's arrays and nothing
 * waits for the device; all else is computed in Java on copies of parameters and gradients. A
 * gradient or loss that isn't finite leaves out the step: of the tensor for rules that treat
 * tensors alone, of all tensors for the others. η in metrics is the multiplier. For Celo itself
 * {@link CeloOptimizer} computes the same faster.
 */
public final class RuleOptimizer extends LearnedOptimizer {

    private RuleOptimizer(Builder builder, MetaParameters theta) {
        super(builder, theta, settings -> builder.engines(theta, settings));
    }

    /**
     * Returns a builder.
     *
     * @param rule the rule
     * @return the builder
     */
    public static Builder builder(LearnedRule rule) {
        return new Builder(rule);
    }

    /**
     * Returns a builder.
     *
     * @param name a name of {@link LearnedRules}
     * @return the builder
     * @throws IllegalArgumentException if there is no such rule
     */
    public static Builder builder(String name) {
        return new Builder(LearnedRules.of(name));
    }

    /** Builds a {@link RuleOptimizer}. */
    public static final class Builder extends LearnedOptimizerBuilder<Builder> {

        private final LearnedRule rule;
        private AxisOrder axisOrder = AxisOrder.DJL;
        private Tracker schedule = Tracker.fixed(1);

        Builder(LearnedRule rule) {
            super(rule.architecture());
            this.rule = rule;
        }

        /**
         * Sets the block whose trained parameters make up a step; required for rules with {@link
         * Need#ALL_TENSORS} and ignored by others.
         *
         * @param block the block that the trainer trains
         * @return this builder
         */
        public Builder setBlock(Block block) {
            return stepOf(StepTensors.of(Objects.requireNonNull(block)));
        }

        /**
         * Sets which tensors make up a step, for loops that have no block.
         *
         * @param shapes the shapes by the id that {@link RuleOptimizer#update} is called with
         * @return this builder
         */
        public Builder setTensors(Map<String, Shape> shapes) {
            return stepOf(StepTensors.of(shapes));
        }

        /**
         * Sets what each step is multiplied with, besides {@link #optMultiplier}: a learning-rate
         * schedule for rules that expect one from outside, as Celo2, whose rate is 0.001 times the
         * multiplier. Asked for the number of the step, from 1.
         *
         * @param tracker the schedule; the default is a constant 1
         * @return this builder
         */
        public Builder optSchedule(Tracker tracker) {
            this.schedule = Objects.requireNonNull(tracker);
            return this;
        }

        /**
         * Sets which of two equally long axes takes which role, and where the channels of a
         * convolution are.
         *
         * @param order {@link AxisOrder#DJL}, the default, for parameters in DJL's layouts; {@link
         *     AxisOrder#REFERENCE} for [in, out] matrices and HWIO convolutions
         * @return this builder
         */
        public Builder optAxisOrder(AxisOrder order) {
            this.axisOrder = Objects.requireNonNull(order);
            return this;
        }

        /** A rule that doesn't look at progress may train for any number of steps. */
        @Override
        int totalSteps() {
            return rule.needs().contains(Need.TOTAL_STEPS) ? super.totalSteps() : Integer.MAX_VALUE;
        }

        private RuleEngines engines(MetaParameters theta, OptimizerSettings settings) {
            return new RuleEngines(rule, theta, settings, Kernel.configured(), axisOrder, schedule);
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
         * @throws IllegalArgumentException if the number of steps or the block is missing though
         *     the rule needs it, or the weights can't be used
         */
        public RuleOptimizer build() {
            totalSteps();
            if (!knowsStep() && rule.needs().contains(Need.ALL_TENSORS)) {
                throw new IllegalArgumentException(
                        rule.name()
                                + " moves all tensors of a step together and must know them: add"
                                + " setBlock(model.getBlock()) to the builder");
            }
            return new RuleOptimizer(this, weights());
        }
    }
}
