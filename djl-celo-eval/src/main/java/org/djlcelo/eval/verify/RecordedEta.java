package org.djlcelo.eval.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.optimizer.Optimizer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.djlcelo.kernel.AxisOrder;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.lopt.UpdateRule;

/**
 * The update rule in a DJL trainer, with multipliers from a recording in place of the scheduler:
 * what is left to differ is rounding.
 */
final class RecordedEta extends Optimizer implements AutoCloseable {

    private final ReplayKernel kernel;
    private final UpdateRule rule;
    private final AxisOrder axisOrder;
    private final float[] eta;
    private final NDManager manager;
    private final Map<String, TensorReplay> tensors = new HashMap<>();
    private final Map<String, Integer> updates = new HashMap<>();
    private final Map<String, float[]> firstGradients = new LinkedHashMap<>();

    RecordedEta(
            ReplayKernel kernel,
            UpdateRule rule,
            AxisOrder axisOrder,
            float[] eta,
            NDManager manager) {
        super(new Builder());
        this.kernel = kernel;
        this.rule = rule;
        this.axisOrder = axisOrder;
        this.eta = eta;
        this.manager = manager;
    }

    /** {@inheritDoc} */
    @Override
    public void update(String parameterId, NDArray weight, NDArray grad) {
        int step = updates.merge(parameterId, 1, Integer::sum) - 1;
        float[] gradient = grad.toFloatArray();
        firstGradients.putIfAbsent(parameterId, gradient);
        TensorReplay tensor =
                tensors.computeIfAbsent(
                        parameterId,
                        id ->
                                kernel.open(
                                        manager,
                                        rule,
                                        TensorLayout.of(weight.getShape().getShape(), axisOrder)));
        OptimizerReplay.overwrite(
                weight, tensor.update(weight.toFloatArray(), gradient, eta[step]));
        try (NDArray spent = weight.getGradient()) {
            spent.subi(spent);
        }
    }

    /** The gradients of the first step by parameter id. */
    Map<String, float[]> firstGradients() {
        return firstGradients;
    }

    /** {@inheritDoc} */
    @Override
    public void close() {
        manager.close();
    }

    private static final class Builder extends OptimizerBuilder<Builder> {

        @Override
        protected Builder self() {
            return this;
        }
    }
}
