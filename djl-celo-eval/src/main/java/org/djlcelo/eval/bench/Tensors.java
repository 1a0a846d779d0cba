package org.djlcelo.eval.bench;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;

/**
 * Parameters with a gradient each, as a trainer hands them to an optimizer.
 *
 * <p>Every optimizer zeroes the gradient that an array has; the one it is given to read is another
 * one, which stays as it is. So each step does the work of a real one, and momenta don't decay into
 * denormal numbers.
 */
final class Tensors implements AutoCloseable {

    private static final float WEIGHT_SCALE = 0.05f;
    private static final float GRADIENT_SCALE = 0.01f;

    private final NDManager manager;
    private final List<NDArray> weights = new ArrayList<>();
    private final List<NDArray> gradients = new ArrayList<>();
    private final StartValues starts = new StartValues();

    Tensors(List<Shape> shapes, Device device) {
        manager = NDManager.newBaseManager(device);
        for (Shape shape : shapes) {
            NDArray weight = manager.randomNormal(shape).muli(WEIGHT_SCALE);
            starts.add(weight, manager);
            weight.setRequiresGradient(true);
            weights.add(weight);
            gradients.add(manager.randomNormal(shape).muli(GRADIENT_SCALE));
        }
        attachGradients();
    }

    /** PyTorch gives an array its gradient in the first backward pass. */
    private void attachGradients() {
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            for (NDArray weight : weights) {
                try (NDArray sum = weight.sum()) {
                    collector.backward(sum);
                }
            }
        }
    }

    int count() {
        return weights.size();
    }

    NDArray weight(int i) {
        return weights.get(i);
    }

    NDArray gradient(int i) {
        return gradients.get(i);
    }

    /** Sets all parameters to their values before the first step. */
    void rewind() {
        starts.restore();
    }

    /** Waits until all updates are done. */
    void await() {
        DeviceWork.await(weights.get(count() - 1));
    }

    /** {@inheritDoc} */
    @Override
    public void close() {
        manager.close();
    }
}
