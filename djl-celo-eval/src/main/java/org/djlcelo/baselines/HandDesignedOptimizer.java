package org.djlcelo.baselines;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.HashMap;
import java.util.Map;

/**
 * An optimizer of this package: what all have in common.
 *
 * <p>Each copy of a parameter, one per device, has a state and a count of updates of its own. The
 * learning rate's {@link Tracker} is asked with that count, from 1, as DJL does. After an update
 * the parameter's gradient is set to zero, which on the PyTorch engine is the optimizer's duty.
 * Non-finite gradients are not treated: they reach the parameter, as in the published code.
 *
 * <p>Parameters must be float32 on a CPU device. An optimizer belongs to one trainer and one
 * thread.
 */
public abstract class HandDesignedOptimizer extends Optimizer implements AutoCloseable {

    private final Tracker learningRate;
    private final int beginNumUpdate;
    private final GradientTransform transform;
    private final Record settings;
    private final Map<Key, Tensor> tensors = new HashMap<>();
    private final Tile tile = new Tile();

    private record Key(String id, Device device) {}

    private static final class Tensor {

        private final TensorRule rule;
        private int updates;

        Tensor(TensorRule rule, int updates) {
            this.rule = rule;
            this.updates = updates;
        }
    }

    HandDesignedOptimizer(HandDesignedBuilder<?> builder, Record settings) {
        super(builder);
        this.learningRate = builder.learningRate();
        this.beginNumUpdate = builder.beginNumUpdate();
        this.transform =
                new GradientTransform(
                        rescaleGrad,
                        clipGrad < 0 ? Float.POSITIVE_INFINITY : clipGrad,
                        builder.decayInGradient() ? getWeightDecay() : 0);
        this.settings = settings;
    }

    /** The state of one tensor, at its start. */
    abstract TensorRule newRule(Shape shape);

    /**
     * Updates a parameter in its own memory and sets its gradient to zero.
     *
     * @param parameterId the parameter's id
     * @param weight the parameter, contiguous float32 on a CPU device, of any shape
     * @param grad its gradient, of the same shape
     * @throws IllegalArgumentException if the parameter is elsewhere, of another type or a view
     * @throws IllegalStateException if the learning rate is not finite
     */
    @Override
    public final void update(String parameterId, NDArray weight, NDArray grad) {
        requireFloatsOnCpu(weight);
        // the engine makes an array of its own to read a gradient that isn't contiguous
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            Tensor tensor =
                    tensors.computeIfAbsent(
                            new Key(parameterId, weight.getDevice()), key -> open(weight));
            tensor.updates++;
            float rate = finite(learningRate.getNewValue(tensor.updates));
            tensor.rule.update(
                    new TensorMemory(weight, grad, transform, tile), tensor.updates, rate);
            if (weight.hasGradient()) {
                TensorMemory.zero(weight.getGradient());
            }
        }
    }

    private Tensor open(NDArray weight) {
        TensorMemory.requireShared(weight);
        return new Tensor(newRule(weight.getShape()), beginNumUpdate);
    }

    private void requireFloatsOnCpu(NDArray weight) {
        if (weight.getDevice().isGpu() || weight.getDataType() != DataType.FLOAT32) {
            throw new IllegalArgumentException(
                    getClass().getSimpleName()
                            + " updates float32 parameters on CPU devices, not "
                            + weight.getDataType()
                            + " on "
                            + weight.getDevice()
                            + "; train on Device.cpu() or use an optimizer of DJL");
        }
    }

    private static float finite(float rate) {
        if (!Float.isFinite(rate)) {
            throw new IllegalStateException(
                    "The learning rate is " + rate + "; check the tracker that was set");
        }
        return rate;
    }

    /**
     * Returns the name with all settings but the learning rate.
     *
     * @return for instance {@code Sgdm[momentum=0.9, rescaleGrad=1.0, ...]}
     */
    @Override
    public String toString() {
        String own = settings.toString();
        String values = own.substring(own.indexOf('[') + 1, own.length() - 1);
        return getClass().getSimpleName()
                + "["
                + (values.isEmpty() ? "" : values + ", ")
                + "rescaleGrad="
                + rescaleGrad
                + ", clipGrad="
                + clipGrad
                + ", weightDecays="
                + getWeightDecay()
                + "]";
    }

    /** Frees the state of all parameters; an update after this starts anew. */
    @Override
    public void close() {
        tensors.clear();
    }
}
