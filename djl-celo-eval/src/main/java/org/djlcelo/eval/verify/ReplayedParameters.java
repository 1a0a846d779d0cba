package org.djlcelo.eval.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.optimizer.Optimizer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Parameters that an optimizer updates with given gradients, as a trainer would, but without a
 * network.
 */
final class ReplayedParameters {

    private final Optimizer optimizer;
    private final NDManager manager;
    private final Map<String, NDArray> parameters = new LinkedHashMap<>();

    ReplayedParameters(Optimizer optimizer, NDManager manager) {
        this.optimizer = optimizer;
        this.manager = manager;
    }

    void add(String name, float[] values, long[] shape) {
        NDArray parameter = manager.create(values, new Shape(shape));
        parameter.setRequiresGradient(true);
        parameters.put(name, parameter);
    }

    void set(String name, float[] values) {
        OptimizerReplay.overwrite(parameters.get(name), values);
    }

    float[] get(String name) {
        return parameters.get(name).toFloatArray();
    }

    void update(String name, float[] gradient) {
        NDArray parameter = parameters.get(name);
        try (NDArray array = manager.create(gradient, parameter.getShape())) {
            optimizer.update(name, parameter, array);
        }
    }
}
