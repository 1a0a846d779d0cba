package org.djlcelo.eval.contender;

import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;

/** The live optimizer of one run and what has to be connected to the trainer. */
public interface Rig extends AutoCloseable {

    /**
     * Returns the optimizer for the training configuration.
     *
     * @return always the same object
     */
    Optimizer optimizer();

    /**
     * Returns the loss to train with; optimizers that look at the loss wrap it.
     *
     * @param loss the task's loss
     * @return the loss for the training configuration
     */
    default Loss observe(Loss loss) {
        return loss;
    }

    /**
     * Returns the learned multiplier of the last step.
     *
     * @return η, or NaN for an optimizer without one
     */
    default float eta() {
        return Float.NaN;
    }

    /** {@inheritDoc} */
    @Override
    default void close() {}
}
