package org.djlcelo.family;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.lopt.Linear;
import org.djlcelo.lopt.LstmCell;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.NDArrayLinear;
import org.djlcelo.lopt.NDArrayLstm;

/** {@link RnnMlp} on an engine's arrays. */
final class RnnMlpArrays implements ArrayRun {

    private static final int[] OVER_ROWS = {0};
    private static final int[] OVER_ENTRIES = {1};
    private static final NDIndex DIRECTION = new NDIndex(":, 0");
    private static final NDIndex MAGNITUDE = new NDIndex(":, 1");
    private static final NDIndex BACK = new NDIndex(":, 2:");

    private final ArrayMath math;
    private final int count;
    private final NDArrayLstm lstm;
    private final NDArrayLinear toMlp;
    private final NDArrayLinear back;

    /** Of the first layer: what varies between parameters, [channels, hidden]. */
    private final NDArray varying;

    /** The rest of the first layer, with its bias. */
    private final NDArrayLinear fixed;

    private final NDArrayLinear second;
    private final NDArrayLinear last;

    /** [11]: 1 / (π·time) */
    private final NDArray frequencies;

    /** [1] each. */
    private final NDArray tensorsFeature;

    private final List<NDArray> sizes = new ArrayList<>();
    private final List<NDArray> shapes = new ArrayList<>();
    private final ArrayMemory shared;
    private final List<ArrayMemory> tensors = new ArrayList<>();

    RnnMlpArrays(MetaParameters theta, RunPlan plan, NDManager manager) {
        math = new ArrayMath(manager);
        count = plan.tensors().size();
        lstm =
                NDArrayLstm.of(
                        manager, new LstmCell(Linear.of(theta, RnnMlp.LSTM)), DataType.FLOAT32);
        toMlp = layer(manager, theta, RnnMlp.TO_MLP);
        back = layer(manager, theta, RnnMlp.BACK);
        NDArrayLinear first = layer(manager, theta, RnnMlp.NETWORK + 0);
        varying = first.weight().get(":" + RnnMlpTensor.CHANNELS);
        fixed = new NDArrayLinear(first.weight().get(RnnMlpTensor.CHANNELS + ":"), first.bias());
        second = layer(manager, theta, RnnMlp.NETWORK + 1);
        last = layer(manager, theta, RnnMlp.NETWORK + 2);
        frequencies = manager.create(RnnMlpTensor.frequencies());
        tensorsFeature = manager.create(new float[] {RnnMlpTensor.countFeature(count)});
        for (TensorLayout layout : plan.tensors()) {
            sizes.add(manager.create(new float[] {(float) Math.log(layout.size())}));
            shapes.add(manager.create(RnnMlpTensor.shapeFeatures(layout)));
        }
        try (LearnedRun start = new RnnMlp().begin(theta, plan)) {
            shared = new ArrayMemory(manager, start.state().shared());
            start.state()
                    .tensors()
                    .forEach(tensor -> tensors.add(new ArrayMemory(manager, tensor)));
        }
    }

    private static NDArrayLinear layer(NDManager manager, MetaParameters theta, String name) {
        return NDArrayLinear.of(manager, Linear.of(theta, name), DataType.FLOAT32);
    }

    /** {@inheritDoc} */
    @Override
    public NDList step(NDArray loss, NDArray skip, NDList parameters, NDList gradients) {
        NDList clipped = clip(gradients, skip);
        NDArray lossFeatures = lossFeatures(loss, skip);
        List<NDArray> momenta = new ArrayList<>();
        List<NDArray> squares = new ArrayList<>();
        NDList inputs = new NDList();
        for (int t = 0; t < count; t++) {
            NDArray g = clipped.get(t);
            momenta.add(moved(t, "m", g, skip));
            squares.add(moved(t, "v", g.square(), skip));
            inputs.add(
                    NDArrays.concat(
                            new NDList(
                                    shared.get("fromLstm"),
                                    tensors.get(t).get("fromMlp"),
                                    features(
                                            t,
                                            parameters.get(t),
                                            g,
                                            momenta.get(t),
                                            squares.get(t),
                                            lossFeatures))));
        }
        NDArrayLstm.State after =
                lstm.step(
                        NDArrays.stack(inputs),
                        new NDArrayLstm.State(rows("hidden"), rows("cell")));
        NDArray time = shared.get("steps").mul(frequencies).sin();
        NDArray told = toMlp.apply(after.hidden());
        NDList steps = new NDList();
        for (int t = 0; t < count; t++) {
            NDArray p = parameters.get(t);
            NDArray same = fixedInputs(t, time, p, told.get(t));
            NDArray x = channels(p, clipped.get(t), momenta.get(t), squares.get(t));
            NDArray out = network(x, same);
            NDArray scale = out.get(MAGNITUDE).mul(math.of(0.001)).exp().mul(math.of(0.001));
            steps.add(out.get(DIRECTION).mul(scale));
            ArrayMemory tensor = tensors.get(t);
            tensor.set("fromMlp", out.get(BACK).mean(OVER_ROWS), skip);
            tensor.set("hidden", after.hidden().get(t), skip);
            tensor.set("cell", after.cell().get(t), skip);
        }
        shared.set("fromLstm", back.apply(after.hidden()).mean(OVER_ROWS), skip);
        shared.set("steps", shared.get("steps").add(math.of(1)), skip);
        return steps;
    }

    /** {@link GradientBound}. */
    private NDList clip(NDList gradients, NDArray skip) {
        NDArray average = shared.get("clipAverage");
        NDArray counted = shared.get("clipCount");
        NDArray share = math.of(1).sub(math.of(GradientBound.DECAY).pow(counted));
        NDArray high = average.mul(math.of(GradientBound.TIMES)).div(share);
        NDArray low = high.neg();
        NDList clipped = new NDList();
        NDList squares = new NDList();
        for (NDArray g : gradients) {
            NDArray bounded = g.maximum(low).minimum(high);
            clipped.add(bounded);
            squares.add(bounded.square().mean());
        }
        NDArray size = NDArrays.stack(squares).mean().add(math.of(1e-8)).sqrt();
        shared.set("clipAverage", math.average(GradientBound.DECAY, average, size), skip);
        shared.set("clipCount", counted.add(math.of(1)), skip);
        return clipped;
    }

    /** {@link LossNormalizer}, [2]. */
    private NDArray lossFeatures(NDArray loss, NDArray skip) {
        float decay = LossNormalizer.DECAY;
        NDArray mean = math.average(decay, shared.get("lossMean"), loss);
        NDArray distance = mean.sub(loss);
        NDArray variance = math.average(decay, shared.get("lossVariance"), distance.mul(distance));
        NDArray counted = shared.get("lossCount").add(math.of(1));
        NDArray correction =
                math.of(1).div(math.of(1).sub(math.of(decay).pow(counted)).add(math.of(1e-8)));
        NDArray expected = mean.mul(correction);
        NDArray root = variance.mul(correction).add(math.of(1e-8)).sqrt();
        NDArray features = loss.sub(expected).concat(expected.neg(), 0).div(root);
        shared.set("lossMean", mean, skip);
        shared.set("lossVariance", variance, skip);
        shared.set("lossCount", counted, skip);
        return math.clip(features, 5);
    }

    /** The averages of one kind after this step, [decays, size]. */
    private NDArray moved(int t, String kind, NDArray value, NDArray skip) {
        ArrayMemory tensor = tensors.get(t);
        NDList all = new NDList();
        for (int j = 0; j < RnnMlpTensor.SCALES; j++) {
            NDArray old = tensor.get(kind + j);
            NDArray next = math.average(RnnMlpTensor.DECAYS[j], old, value);
            all.add(next);
        }
        NDArray stacked = NDArrays.stack(all);
        for (int j = 0; j < RnnMlpTensor.SCALES; j++) {
            tensor.set(kind + j, all.get(j), skip);
        }
        return stacked;
    }

    /** {@link RnnMlpTensor#lstmInput}, what belongs to the tensor. */
    private NDArray features(
            int t, NDArray p, NDArray g, NDArray m, NDArray v, NDArray lossFeatures) {
        NDArray meanM = m.mean();
        NDArray meanV = v.mean();
        NDArray meanP = p.mean();
        NDArray shape = shapes.get(t);
        return NDArrays.concat(
                new NDList(
                        magnitude(norm(g)),
                        shape.get(":1"),
                        magnitude(meanM),
                        sign(meanM),
                        magnitude(meanV),
                        sign(meanV),
                        magnitude(meanP),
                        sign(meanP),
                        magnitude(norm(p)),
                        shape.get("1:"),
                        lossFeatures,
                        magnitude(math.variance(m, meanM)),
                        magnitude(math.variance(v, meanV)),
                        magnitude(math.variance(p, meanP))));
    }

    private static NDArray norm(NDArray x) {
        return x.square().sum().sqrt();
    }

    private static NDArray sign(NDArray x) {
        return x.sign().reshape(1);
    }

    private NDArray magnitude(NDArray x) {
        return math.logMagnitude(x).reshape(1);
    }

    private NDArray rows(String name) {
        return NDArrays.stack(new NDList(tensors.stream().map(t -> t.get(name)).toList()));
    }

    /** {@link RnnMlpTensor#fixedInputs}, [1, inputs]. */
    private NDArray fixedInputs(int t, NDArray time, NDArray p, NDArray told) {
        NDArray size = norm(p).add(math.of(1e-8)).log().reshape(1);
        return NDArrays.concat(new NDList(time, tensorsFeature, size, sizes.get(t), told))
                .reshape(1, -1);
    }

    /** {@link RnnMlpTensor#write}, normalised, [size, channels]. */
    private NDArray channels(NDArray p, NDArray g, NDArray m, NDArray v) {
        Shape row = new Shape(1, p.size());
        NDArray inverse = math.rsqrt(v.add(math.of(RnnMlpTensor.ROOT_EPSILON)));
        NDArray logarithm = p.abs().add(math.of(1e-8)).log();
        NDArray x =
                NDArrays.concat(
                        new NDList(
                                g.reshape(row),
                                p.reshape(row),
                                logarithm.reshape(row),
                                m,
                                v,
                                m.mul(inverse),
                                inverse));
        NDArray squares = x.square().mean(OVER_ENTRIES, true);
        NDArray epsilon = math.of(RnnMlpTensor.NORMALIZATION_EPSILON);
        return x.mul(math.rsqrt(squares.add(epsilon))).transpose();
    }

    /** [size, outputs] */
    private NDArray network(NDArray x, NDArray same) {
        NDArray zero = math.of(0);
        NDArray first = x.matMul(varying).add(fixed.apply(same)).maximum(zero);
        return last.apply(second.apply(first).maximum(zero));
    }

    /** {@inheritDoc} */
    @Override
    public RunState read() {
        return new RunState(shared.read(), tensors.stream().map(ArrayMemory::read).toList());
    }

    /** {@inheritDoc} */
    @Override
    public void write(RunState saved) {
        shared.write(saved.shared());
        List<Map<String, float[]>> all = saved.tensors();
        for (int t = 0; t < count; t++) {
            tensors.get(t).write(all.get(t));
        }
    }
}
