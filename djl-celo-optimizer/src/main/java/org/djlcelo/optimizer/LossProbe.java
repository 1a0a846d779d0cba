package org.djlcelo.optimizer;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * Reads from autograd itself which loss was differentiated on one device.
 *
 * <p>A loss L is handed on as {@code L · one + (unit - 1) / size}, with one = unit = 1: the same
 * value and the same gradients. {@code backward} then leaves the sum of L in the gradient of {@code
 * one} and a 1 in that of {@code unit}, both weighted as the backward pass was and summed over
 * passes. So whatever nobody differentiates never counts, on any thread and whatever its gradient
 * mode, and on an accelerator the loss needn't be read back.
 */
final class LossProbe implements AutoCloseable {

    private final NDManager manager;
    private final NDArray one;
    private final NDArray unit;

    LossProbe(Engine engine, Device device) {
        manager = engine.newBaseManager(device);
        manager.setName("djl-celo loss probe");
        one = manager.create(1f);
        one.setRequiresGradient(true);
        unit = manager.create(1f);
        unit.setRequiresGradient(true);
    }

    /** Returns the loss with the probe in its graph; the result belongs to the loss's manager. */
    NDArray attach(NDArray loss) {
        try (NDArray product = loss.mul(one);
                NDArray zero = unit.sub(1);
                NDArray share = zero.div(loss.size())) {
            return product.add(share);
        }
    }

    /** Whether a loss was differentiated since {@link #clear}; reads from the device. */
    boolean wasDifferentiated() {
        try (NDArray weight = unit.getGradient()) {
            return weight.getFloat() != 0;
        }
    }

    /** The weighted sum of differentiated losses and the sum of weights, as device arrays. */
    NDArray lossSum() {
        return one.getGradient();
    }

    NDArray weightSum() {
        return unit.getGradient();
    }

    /** Forgets what was differentiated. */
    void clear() {
        Gradients.zero(one);
        Gradients.zero(unit);
    }

    /** {@inheritDoc} */
    @Override
    public void close() {
        manager.close();
    }
}
