package org.djlcelo.optimizer;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.List;

/** One device that is given the losses and gradients; the same parameters, with real arrays. */
final class Alone implements AutoCloseable {

    private final NDManager manager = NDManager.newBaseManager();
    private final LearnedOptimizer optimizer;
    private final List<Weight> weights = new ArrayList<>();

    Alone(Model model, LearnedOptimizer optimizer) {
        this.optimizer = optimizer;
        for (Pair<String, Parameter> parameter : model.getBlock().getParameters()) {
            NDArray array = parameter.getValue().getArray();
            NDArray copy = manager.create(array.toFloatArray(), array.getShape());
            copy.setRequiresGradient(true);
            weights.add(new Weight(parameter.getValue().getId(), copy));
        }
    }

    LearnedOptimizer optimizer() {
        return optimizer;
    }

    /** A step with the sum of the gradients that some devices had. */
    void step(int step, float[] losses, int... devices) {
        for (float loss : losses) {
            optimizer.observe(loss);
        }
        for (int n = 0; n < weights.size(); n++) {
            Weight weight = weights.get(n);
            float[] sum = new float[(int) weight.array().size()];
            for (int device : devices) {
                float[] g = Replicas.gradient(step, device, n, weight.array().getShape());
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += g[i];
                }
            }
            weight.update(optimizer, sum);
        }
    }

    List<float[]> values() {
        return weights.stream().map(Weight::values).toList();
    }

    /** {@inheritDoc} */
    @Override
    public void close() {
        manager.close();
        optimizer.close();
    }
}
