package org.djlcelo.eval.experiment;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.optimizer.Optimizer;

/**
 * Passes everything to an optimizer, but for one step that is made up for DJL's trainer.
 *
 * <p>The trainer refuses a first step if all gradients sum to zero, which it takes for a forgotten
 * backward pass. Where the last layer starts at zero they do sum to zero (the softmax's gradients
 * do, and no others exist), up to rounding. So the trainer gets to see the gradient of a sum of
 * parameters first, and the optimizer never does.
 */
class PrimedOptimizer extends Optimizer {

    private final Optimizer optimizer;
    private boolean primed;

    PrimedOptimizer(Optimizer optimizer) {
        super(new Builder());
        this.optimizer = optimizer;
    }

    /** Takes the made-up step: neither parameters nor the optimizer's state change. */
    void prime(Trainer trainer) {
        Parameter any = trainer.getModel().getBlock().getParameters().valueAt(0);
        try (GradientCollector collector = trainer.newGradientCollector();
                NDArray sum = any.getArray().sum()) {
            collector.backward(sum);
        }
        trainer.step();
        primed = true;
    }

    /** {@inheritDoc} */
    @Override
    public void update(String parameterId, NDArray weight, NDArray grad) {
        if (primed) {
            optimizer.update(parameterId, weight, grad);
        } else {
            try (NDArray gradient = weight.getGradient()) {
                gradient.muli(0);
            }
        }
    }

    private static final class Builder extends OptimizerBuilder<Builder> {

        @Override
        protected Builder self() {
            return this;
        }
    }
}
