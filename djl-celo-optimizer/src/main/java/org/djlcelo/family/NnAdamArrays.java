package org.djlcelo.family;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.djlcelo.lopt.Linear;
import org.djlcelo.lopt.LstmCell;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.NDArrayLinear;
import org.djlcelo.lopt.NDArrayLstm;

/**
 * {@link NnAdam} on an engine's arrays; LSTM and exponentials in float64, as {@link NnAdamTensor}
 * needs them.
 */
final class NnAdamArrays implements ArrayRun {

    private final ArrayMath math;
    private final NDArrayLstm lstm;
    private final NDArrayLinear head;

    /** Lower and upper bounds of ln of the decoded numbers, in their order. */
    private final NDArray low;

    private final NDArray high;
    private final List<ArrayMemory> tensors = new ArrayList<>();

    /** [2] each: 1 or -1 for a vector, and for a scalar. */
    private final List<NDArray> kinds = new ArrayList<>();

    /** Numbers that change with every step: of a tensor, [1] each. */
    private record Decoded(NDArray rate, NDArray beta1, NDArray beta2, NDArray epsilon) {}

    NnAdamArrays(MetaParameters theta, RunPlan plan, NDManager manager) {
        math = new ArrayMath(manager);
        lstm =
                NDArrayLstm.of(
                        manager, new LstmCell(Linear.of(theta, NnAdam.LSTM)), DataType.FLOAT64);
        head = NDArrayLinear.of(manager, Linear.of(theta, NnAdam.HEAD), DataType.FLOAT64);
        low = manager.create(NnAdamTensor.LOW);
        high = manager.create(NnAdamTensor.HIGH);
        try (LearnedRun start = new NnAdam().begin(theta, plan)) {
            for (Map<String, float[]> tensor : start.state().tensors()) {
                tensors.add(new ArrayMemory(manager, tensor));
            }
        }
        plan.tensors().forEach(layout -> kinds.add(manager.create(NnAdamTensor.kind(layout))));
    }

    /** {@inheritDoc} */
    @Override
    public NDList step(NDArray loss, NDArray skip, NDList parameters, NDList gradients) {
        NDList steps = new NDList();
        for (int t = 0; t < parameters.size(); t++) {
            NDArray g = math.clip(gradients.get(t), NnAdam.CLIP);
            steps.add(step(t, parameters.get(t), g, skip));
        }
        return steps;
    }

    private NDArray step(int t, NDArray p, NDArray g, NDArray skip) {
        ArrayMemory memory = tensors.get(t);
        NDArray coded = memory.get("coded");
        Decoded now = decoded(decode(coded));
        NDArray m = average(now.beta1, memory.get("m"), g);
        NDArray v = average(now.beta2, memory.get("v"), g.square());
        NDArray root = v.add(math.of(NnAdamTensor.ROOT_EPSILON)).sqrt();
        NDArray rate = now.rate.mul(now.epsilon.add(math.of(1)));
        NDArray step = m.mul(rate).div(root.add(now.epsilon));

        NDArray x = exact(features(coded, kinds.get(t), p, g, m, v)).reshape(1, -1);
        NDArrayLstm.State after =
                lstm.step(x, new NDArrayLstm.State(row(memory, "hidden"), row(memory, "cell")));
        NDArray outputs = single(head.apply(after.hidden())).reshape(coded.getShape());
        NDArray changed = coded.add(outputs.mul(math.of(NnAdamTensor.HEAD_MULTIPLIER)));
        memory.set("m", m, skip);
        memory.set("v", v, skip);
        memory.set("coded", bounded(changed), skip);
        memory.set("hidden", single(after.hidden()), skip);
        memory.set("cell", single(after.cell()), skip);
        return step;
    }

    private static NDArray row(ArrayMemory memory, String name) {
        return exact(memory.get(name)).reshape(1, -1);
    }

    private static NDArray exact(NDArray x) {
        return x.toType(DataType.FLOAT64, true);
    }

    private static NDArray single(NDArray x) {
        return x.toType(DataType.FLOAT32, true);
    }

    private NDArray average(NDArray decay, NDArray old, NDArray value) {
        return old.mul(decay).add(value.mul(math.of(1).sub(decay)));
    }

    /** [4]: what is coded; of decays one minus them. */
    private NDArray decode(NDArray coded) {
        NDArray logarithm = coded.mul(math.of(10)).maximum(low).minimum(high);
        return single(exact(logarithm).exp());
    }

    private Decoded decoded(NDArray values) {
        NDArray one = math.of(1);
        return new Decoded(
                part(values, NnAdamTensor.LR),
                one.sub(part(values, NnAdamTensor.BETA1)),
                one.sub(part(values, NnAdamTensor.BETA2)),
                part(values, NnAdamTensor.EPSILON));
    }

    private static NDArray part(NDArray values, int which) {
        return values.get(which + ":" + (which + 1));
    }

    /** Codes what is decoded; the decays go the way over 1 - (1 - b), which costs them digits. */
    private NDArray bounded(NDArray coded) {
        Decoded now = decoded(decode(coded));
        NDArray one = math.of(1);
        NDArray values =
                NDArrays.concat(
                        new NDList(now.rate, one.sub(now.beta1), one.sub(now.beta2), now.epsilon));
        return single(exact(values).log()).mul(math.of(0.1));
    }

    private NDArray features(
            NDArray coded, NDArray kind, NDArray p, NDArray g, NDArray m, NDArray v) {
        NDArray carried = math.clip(coded, 5).mul(math.of(0.2));
        NDArray[] means = {g.mean(), m.mean(), p.mean(), v.mean()};
        return NDArrays.concat(
                new NDList(
                        part(carried, NnAdamTensor.BETA1),
                        part(carried, NnAdamTensor.BETA2),
                        part(carried, NnAdamTensor.EPSILON),
                        kind,
                        part(carried, NnAdamTensor.LR),
                        magnitude(means[0]),
                        sign(means[0]),
                        magnitude(g.abs().mean()),
                        magnitude(means[1]),
                        sign(means[1]),
                        magnitude(means[2]),
                        sign(means[2]),
                        magnitude(means[3]),
                        sign(means[3]),
                        magnitude(math.variance(g, means[0])),
                        magnitude(math.variance(m, means[1])),
                        magnitude(math.variance(p, means[2])),
                        magnitude(math.variance(v, means[3]))));
    }

    private static NDArray sign(NDArray x) {
        return x.sign().reshape(1);
    }

    private NDArray magnitude(NDArray x) {
        return math.logMagnitude(x).mul(math.of(0.5)).reshape(1);
    }

    /** {@inheritDoc} */
    @Override
    public RunState read() {
        return new RunState(Map.of(), tensors.stream().map(ArrayMemory::read).toList());
    }

    /** {@inheritDoc} */
    @Override
    public void write(RunState saved) {
        for (int t = 0; t < tensors.size(); t++) {
            tensors.get(t).write(saved.tensors().get(t));
        }
    }
}
