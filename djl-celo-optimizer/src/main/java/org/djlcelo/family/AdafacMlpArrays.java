package org.djlcelo.family;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.djlcelo.kernel.GradientPolicy;
import org.djlcelo.kernel.NDArrayNetwork;
import org.djlcelo.kernel.NDArrayRule;
import org.djlcelo.lopt.Linear;
import org.djlcelo.lopt.MetaParameters;

/** {@link AdafacMlp} on an engine's arrays. */
final class AdafacMlpArrays implements ArrayRun {

    private final ArrayMath math;
    private final NDArrayRule rule;
    private final NDArrayNetwork network;

    /** [hidden, times] */
    private final NDArray timeWeights;

    /** [times, 1] */
    private final NDArray times;

    private final ArrayMemory memory;
    private final ArrayAccumulators accumulators;

    AdafacMlpArrays(MetaParameters theta, RunPlan plan, NDManager manager) {
        math = new ArrayMath(manager);
        rule =
                new NDArrayRule(
                        manager,
                        AdafacMlp.decays(theta),
                        AdafacMlp.CONSTANTS,
                        GradientPolicy.OFFICIAL);
        List<Linear> layers = AdafacMlp.layers(theta);
        network =
                NDArrayNetwork.of(
                        manager,
                        AdafacMlp.network(layers, layers.get(0).bias()),
                        AdafacMlp.CONSTANTS);
        times = manager.create(scales(), new Shape(AdafacMlp.TIMES.size(), 1));
        Linear first = layers.get(0);
        timeWeights =
                manager.create(first.weight(), new Shape(first.inputs(), AdafacMlp.WIDTH))
                        .get(AdafacMlp.FEATURES + ":")
                        .transpose();
        try (LearnedRun start = new AdafacMlp().begin(theta, plan)) {
            memory = new ArrayMemory(manager, start.state().shared());
        }
        accumulators = new ArrayAccumulators(manager, plan);
    }

    private static float[] scales() {
        float[] scales = new float[AdafacMlp.TIMES.size()];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = AdafacMlp.TIMES.get(i).floatValue();
        }
        return scales;
    }

    /** {@inheritDoc} */
    @Override
    public NDList step(NDArray loss, NDArray skip, NDList parameters, NDList gradients) {
        NDArray step = memory.get("steps");
        NDArray time = step.div(times).sub(math.of(1)).tanh();
        NDArrayNetwork now = network.withFirstBias(timeWeights.matMul(time).add(network.b0()));
        NDList steps = new NDList();
        for (int t = 0; t < parameters.size(); t++) {
            steps.add(
                    accumulators.step(
                            t, rule, now, parameters.get(t), gradients.get(t), skip, math.of(1)));
        }
        memory.set("steps", step.add(math.of(1)), skip);
        return steps;
    }

    /** {@inheritDoc} */
    @Override
    public RunState read() {
        return new RunState(memory.read(), accumulators.read());
    }

    /** {@inheritDoc} */
    @Override
    public void write(RunState saved) {
        memory.write(saved.shared());
        accumulators.write(saved.tensors());
    }
}
