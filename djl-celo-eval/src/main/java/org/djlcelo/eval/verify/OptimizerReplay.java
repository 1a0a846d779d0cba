package org.djlcelo.eval.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.djlcelo.optimizer.LearnedOptimizer;

/**
 * Parameters that an optimizer updates with given gradients and losses, as a trainer would, but
 * without a network.
 */
final class OptimizerReplay implements AutoCloseable {

    private final LearnedOptimizer optimizer;
    private final NDManager manager;
    private final Map<String, NDArray> parameters = new LinkedHashMap<>();

    OptimizerReplay(LearnedOptimizer optimizer, NDManager manager) {
        this.optimizer = optimizer;
        this.manager = manager;
    }

    void add(String name, float[] values, long[] shape) {
        NDArray parameter = manager.create(values, new Shape(shape));
        parameter.setRequiresGradient(true);
        parameters.put(name, parameter);
    }

    void set(String name, float[] values) {
        overwrite(parameters.get(name), values);
    }

    float[] get(String name) {
        return parameters.get(name).toFloatArray();
    }

    /** Reports the loss of the step whose updates follow. */
    void beginStep(float loss) {
        optimizer.observe(loss);
    }

    void update(String name, float[] gradient) {
        NDArray parameter = parameters.get(name);
        try (NDArray array = manager.create(gradient, parameter.getShape())) {
            optimizer.update(name, parameter, array);
        }
    }

    /** Writes to a trainable array in place, which the engine allows on a detached handle only. */
    static void overwrite(NDArray parameter, float[] values) {
        try (NDArray target = parameter.stopGradient();
                NDArray fresh = parameter.getManager().create(values, parameter.getShape())) {
            target.subi(target);
            target.addi(fresh);
        }
    }

    /** {@inheritDoc} */
    @Override
    public void close() {
        optimizer.close();
    }
}
