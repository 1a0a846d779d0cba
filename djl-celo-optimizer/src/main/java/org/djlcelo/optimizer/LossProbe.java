package org.djlcelo.optimizer;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;

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

    /** What one and unit are, apart from their graph. */
    private final NDArray value;

    /** The sum of losses that a hand-written loop reported. */
    private final NDArray reportedSum;

    private int reported;

    LossProbe(Engine engine, Device device) {
        manager = engine.newBaseManager(device);
        manager.setName("djl-celo loss probe");
        // a caller's scope would close these with its own arrays
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            one = manager.create(1f);
            one.setRequiresGradient(true);
            unit = manager.create(1f);
            unit.setRequiresGradient(true);
            value = manager.create(1f);
            reportedSum = manager.create(0f);
            NDScope.unregister(one, unit, value, reportedSum);
        }
    }

    /** Returns the loss with the probe in its graph; the result belongs to the loss's manager. */
    NDArray attach(NDArray loss) {
        // filled, not sent: that would wait for the device
        try (NDArray product = loss.mul(one);
                NDArray zero = unit.sub(value);
                NDArray size = manager.full(new Shape(), (float) loss.size());
                NDArray share = zero.div(size)) {
            return product.add(share);
        }
    }

    /** Takes a loss that a hand-written loop reports. */
    void report(NDArray loss) {
        try (NDArray detached = loss.stopGradient();
                NDArray sum = detached.sum()) {
            reportedSum.addi(sum);
        }
        reported++;
    }

    /** Whether a loss was differentiated or reported since {@link #clear}; reads the device. */
    boolean hasLoss() {
        return weight() != 0;
    }

    /** Adds the weighted sum of losses and the sum of weights to scalars on any device. */
    void addTo(NDArray sum, NDArray weight) {
        try (NDArray differentiated = one.getGradient();
                NDArray losses = differentiated.add(reportedSum);
                NDArray here = losses.toDevice(sum.getDevice(), false);
                NDArray passes = unit.getGradient();
                NDArray reports = manager.full(new Shape(), (float) reported);
                NDArray weights = passes.add(reports);
                NDArray weightsHere = weights.toDevice(sum.getDevice(), false)) {
            sum.addi(here);
            weight.addi(weightsHere);
        }
    }

    /** The weighted sum of losses; reads the device. */
    float sum() {
        try (NDArray differentiated = one.getGradient()) {
            return differentiated.getFloat() + reportedSum.getFloat();
        }
    }

    /** The sum of weights; reads the device. */
    float weight() {
        try (NDArray passes = unit.getGradient()) {
            return passes.getFloat() + reported;
        }
    }

    /** Forgets what was differentiated and reported. */
    void clear() {
        Gradients.zero(one);
        Gradients.zero(unit);
        if (reported > 0) {
            Gradients.overwriteWithZeros(reportedSum);
            reported = 0;
        }
    }

    /** {@inheritDoc} */
    @Override
    public void close() {
        manager.close();
    }
}
