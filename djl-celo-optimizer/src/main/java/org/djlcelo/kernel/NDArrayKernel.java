package org.djlcelo.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import org.djlcelo.lopt.UpdateRule;

/**
 * The update rule as operations on an engine's arrays, for any device of any engine.
 *
 * <p>A tensor with a NaN in its gradient is skipped by a selection on the device: its decays become
 * 1 and what is added 0.
 */
public final class NDArrayKernel implements DeviceKernel {

    private static final int[] ROWS = {1};

    private final boolean skipNaN;
    private final NDArrayRule rule;
    private final NDArrayNetwork network;

    /**
     * Puts a rule's weights on a device.
     *
     * @param manager what owns the weights, on the device that tensors will be on
     * @param rule the rule
     * @param policy what is done to gradients first
     */
    public NDArrayKernel(NDManager manager, UpdateRule rule, GradientPolicy policy) {
        skipNaN = policy.skipNaN();
        this.rule = new NDArrayRule(manager, rule.decays(), rule.constants(), policy);
        network = NDArrayNetwork.of(manager, rule.mlp(), rule.constants());
    }

    /** {@inheritDoc} */
    @Override
    public NDArray update(
            NDArrayTensorState state,
            NDList parameters,
            NDList gradients,
            NDArray eta,
            float decay) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDList targets = Members.detached(parameters);
            NDArray p = Members.stack(targets, state.stack(1));
            NDArray g = rule.clipped(Members.stack(gradients, state.stack(1)));
            NDArray skip = skipNaN ? g.reshape(state.members(), -1).sum(ROWS).isNaN() : null;
            NDArray zero = rule.numbers().zero();
            if (skipNaN) {
                g = Members.choose(skip, zero, g);
            }
            rule.accumulate(state, g, skip);
            NDArray step = rule.step(state, network, p, g, eta);
            if (decay != 0) {
                NDArray share = eta.mul(eta.getManager().full(new Shape(), decay));
                step = step.add(p.mul(share));
            }
            if (skipNaN) {
                step = Members.choose(skip, zero, step);
            }
            Members.subtract(targets, step);
            NDArray skipped = skipNaN ? Members.count(skip) : zero.duplicate();
            NDScope.unregister(skipped);
            return skipped;
        }
    }
}
