package org.djlcelo.eval.contender;

import ai.djl.ndarray.NDArray;
import ai.djl.training.optimizer.Optimizer;

/**
 * Lets an optimizer train {@code θ = p / τ} where the network's parameter is {@code p}: by the
 * chain rule the gradient with respect to θ is τ times that with respect to p.
 *
 * <p>The parameter holds θ for the time of the update alone. A τ that is a power of two changes no
 * digit by that; others round each parameter once or twice more per step.
 */
final class RescaledOptimizer extends Optimizer {

    private final Optimizer inner;
    private final float tau;

    private RescaledOptimizer(Builder builder) {
        super(builder);
        this.inner = builder.inner;
        this.tau = builder.tau;
    }

    /** {@inheritDoc} */
    @Override
    public void update(String parameterId, NDArray weight, NDArray grad) {
        weight.divi(tau);
        grad.muli(tau);
        inner.update(parameterId, weight, grad);
        weight.muli(tau);
    }

    /** Builds one; what DJL lets be set about gradients belongs to the inner optimizer. */
    static final class Builder extends OptimizerBuilder<Builder> {

        private final Optimizer inner;
        private final float tau;

        Builder(Optimizer inner, float tau) {
            this.inner = inner;
            this.tau = tau;
        }

        /** {@inheritDoc} */
        @Override
        protected Builder self() {
            return this;
        }

        RescaledOptimizer build() {
            return new RescaledOptimizer(this);
        }
    }
}
