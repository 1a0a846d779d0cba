package org.djlcelo.eval.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.djlcelo.optimizer.LearnedOptimizer;

/** Parameters that a learned optimizer updates with given gradients and losses. */
final class OptimizerReplay implements AutoCloseable {

    private final LearnedOptimizer optimizer;
    private final ReplayedParameters parameters;

    OptimizerReplay(LearnedOptimizer optimizer, NDManager manager) {
        this.optimizer = optimizer;
        this.parameters = new ReplayedParameters(optimizer, manager);
    }

    void add(String name, float[] values, long[] shape) {
        parameters.add(name, values, shape);
    }

    void set(String name, float[] values) {
        parameters.set(name, values);
    }

    float[] get(String name) {
        return parameters.get(name);
    }

    /** Reports the loss of the step whose updates follow. */
    void beginStep(float loss) {
        optimizer.observe(loss);
    }

    void update(String name, float[] gradient) {
        parameters.update(name, gradient);
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
