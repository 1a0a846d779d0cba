package org.djlcelo.family;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.djlcelo.kernel.GradientPolicy;
import org.djlcelo.kernel.NDArrayNetwork;
import org.djlcelo.kernel.NDArrayRule;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.Linear;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.MixedLstm;
import org.djlcelo.lopt.Mlp;
import org.djlcelo.lopt.NDArrayLinear;
import org.djlcelo.lopt.NDArrayLossMemory;
import org.djlcelo.lopt.NDArrayLstm;
import org.djlcelo.lopt.NDArrayMixedLstm;
import org.djlcelo.lopt.NDArrayProgress;
import org.djlcelo.lopt.RuleConstants;
import org.djlcelo.lopt.TensorStatistics;

/** {@link Velo} on an engine's arrays: one product mixes the networks of all tensors. */
final class VeloArrays implements ArrayRun {

    private static final NDIndex MOMENTA = new NDIndex("0, 0:3");
    private static final int SECOND_MOMENT = Decays.TIMESCALES;

    /** What belongs to each tensor but is kept for all together. */
    private static final List<String> ROWS = List.of("hidden", "cell");

    private final ArrayMath math;
    private final int count;
    private final NDArrayRule rule;
    private final ArrayAccumulators accumulators;
    private final NDArrayProgress progress;
    private final NDArrayLossMemory losses;
    private final NDArrayMixedLstm lstm;
    private final NDArrayLinear controls;
    private final NDArrayLinear stepSize;
    private final NDArray planned;

    /** [bank, numbers of a network], times what makes a product with controls their mean. */
    private final NDArray bank;

    /** [5] each: which rank the tensor has. */
    private final List<NDArray> ranks = new ArrayList<>();

    private final ArrayMemory memory;

    VeloArrays(Velo velo, MetaParameters theta, RunPlan plan, NDManager manager) {
        math = new ArrayMath(manager);
        count = plan.tensors().size();
        rule = new NDArrayRule(manager, Decays.CELO, RuleConstants.CELO, GradientPolicy.OFFICIAL);
        accumulators = new ArrayAccumulators(manager, plan);
        progress = NDArrayProgress.of(manager);
        losses = NDArrayLossMemory.of(manager, plan.totalSteps());
        lstm = NDArrayMixedLstm.of(manager, MixedLstm.of(theta));
        controls = layer(manager, theta, Velo.CONTROLS);
        stepSize = layer(manager, theta, Velo.STEP_SIZE);
        planned = manager.create((float) plan.totalSteps());
        bank = bank(manager, Mlp.bank(theta, velo.bank()), velo.weightMultiplier());
        for (TensorLayout layout : plan.tensors()) {
            ranks.add(manager.create(TensorStatistics.ranks(layout.shape())));
        }
        try (LearnedRun start = velo.begin(theta, plan)) {
            memory = new ArrayMemory(manager, joined(start.state()));
        }
    }

    private static NDArrayLinear layer(NDManager manager, MetaParameters theta, String name) {
        return NDArrayLinear.of(manager, Linear.of(theta, name), DataType.FLOAT32);
    }

    private static NDArray bank(NDManager manager, List<Mlp> entries, float multiplier) {
        float[][] rows = new float[entries.size()][];
        for (int j = 0; j < rows.length; j++) {
            rows[j] = NDArrayNetwork.numbers(entries.get(j), RuleConstants.CELO);
            for (int i = 0; i < rows[j].length; i++) {
                rows[j][i] *= multiplier / rows.length;
            }
        }
        return manager.create(rows);
    }

    /** What belongs to no tensor, and what all tensors have in rows of one array. */
    private static Map<String, float[]> joined(RunState state) {
        Map<String, float[]> arrays = new LinkedHashMap<>(state.shared());
        for (String name : ROWS) {
            float[] all = new float[0];
            for (Map<String, float[]> tensor : state.tensors()) {
                float[] row = tensor.get(name);
                int from = all.length;
                all = Arrays.copyOf(all, from + row.length);
                System.arraycopy(row, 0, all, from, row.length);
            }
            arrays.put(name, all);
        }
        return arrays;
    }

    /** {@inheritDoc} */
    @Override
    public NDList step(NDArray loss, NDArray skip, NDList parameters, NDList gradients) {
        NDArray step = memory.get("steps");
        NDArrayLossMemory.Next seen =
                losses.next(
                        loss,
                        new NDArrayLossMemory.Memory(
                                memory.get("lossMeans"),
                                memory.get("lossMinima"),
                                memory.get("lossCount")));
        NDArray common = progress.features(step.div(planned)).concat(seen.features(), 0);
        NDList rows = new NDList();
        for (int t = 0; t < count; t++) {
            rows.add(common.concat(statistics(t, parameters.get(t)), 0));
        }
        NDArrayLstm.State after = lstm.step(NDArrays.stack(rows), state());
        NDArray networks = controls.apply(after.hidden()).matMul(bank);
        NDArray etas = stepSize.apply(after.hidden());
        NDList steps = new NDList();
        for (int t = 0; t < count; t++) {
            steps.add(
                    accumulators.step(
                            t,
                            rule,
                            NDArrayNetwork.of(networks.get(t), Velo.WIDTH),
                            parameters.get(t),
                            gradients.get(t),
                            skip,
                            etas.get(t)));
        }
        memory.set("steps", step.add(math.of(1)), skip);
        memory.set("lossMeans", seen.memory().means(), skip);
        memory.set("lossMinima", seen.memory().minima(), skip);
        memory.set("lossCount", seen.memory().count(), skip);
        memory.set("hidden", after.hidden(), skip);
        memory.set("cell", after.cell(), skip);
        return steps;
    }

    private NDArrayLstm.State state() {
        Shape rows = new Shape(count, memory.get("hidden").size() / count);
        return new NDArrayLstm.State(
                memory.get("hidden").reshape(rows), memory.get("cell").reshape(rows));
    }

    /** {@link TensorStatistics}, of accumulators before the step. */
    private NDArray statistics(int tensor, NDArray p) {
        NDArray moments = accumulators.of(tensor).moments();
        NDArray momenta = moments.get(MOMENTA).reshape(Decays.TIMESCALES, -1);
        NDArray v = moments.get(0, SECOND_MOMENT).reshape(1, -1);
        NDArray q = math.rsqrt(p.square().mean().maximum(math.of(1e-9)));
        int[] entries = {1};
        NDArray means = momenta.mean(entries, true);
        NDArray squared = q.square();
        NDArray varM = momenta.sub(means).square().mean(entries).mul(squared);
        NDArray varRms = v.sub(means).square().mean(entries).mul(squared);
        NDArray meanV = v.mean(entries).mul(q);
        return NDArrays.concat(
                new NDList(
                        logarithm(meanV), ranks.get(tensor), logarithm(varM), logarithm(varRms)));
    }

    private NDArray logarithm(NDArray x) {
        return math.logMagnitude(x.mul(math.of(10))).mul(math.of(0.5));
    }

    /** {@inheritDoc} */
    @Override
    public RunState read() {
        Map<String, float[]> shared = memory.read();
        List<Map<String, float[]>> tensors = accumulators.read();
        for (String name : ROWS) {
            float[] all = shared.remove(name);
            int length = all.length / count;
            for (int t = 0; t < count; t++) {
                float[] row = new float[length];
                System.arraycopy(all, t * length, row, 0, length);
                tensors.get(t).put(name, row);
            }
        }
        return new RunState(shared, tensors);
    }

    /** {@inheritDoc} */
    @Override
    public void write(RunState saved) {
        memory.write(joined(saved));
        accumulators.write(saved.tensors());
    }
}
