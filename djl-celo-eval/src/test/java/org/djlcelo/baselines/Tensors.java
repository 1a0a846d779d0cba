package org.djlcelo.baselines;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Random;

/** Parameters of tests, and updates with given gradients. */
final class Tensors implements AutoCloseable {

    private final NDManager manager = NDManager.newBaseManager();

    NDArray parameter(float[] values, Shape shape) {
        NDArray parameter = manager.create(values, shape);
        parameter.setRequiresGradient(true);
        return parameter;
    }

    NDArray gradient(float[] values, Shape shape) {
        return manager.create(values, shape);
    }

    /** Applies gradients one after the other and returns where the parameter ends. */
    float[] run(HandDesignedOptimizer optimizer, float[] start, Shape shape, float[]... gradients) {
        NDArray parameter = parameter(start, shape);
        for (float[] values : gradients) {
            try (NDArray gradient = gradient(values, shape)) {
                optimizer.update("p", parameter, gradient);
            }
        }
        return parameter.toFloatArray();
    }

    static float[] random(long seed, int size) {
        Random random = new Random(seed);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    static float[] scaled(float[] values, float factor) {
        float[] scaled = new float[values.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = factor * values[i];
        }
        return scaled;
    }

    @Override
    public void close() {
        manager.close();
    }
}
