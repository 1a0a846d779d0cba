package org.djlcelo.family;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.djlcelo.kernel.GradientPolicy;
import org.djlcelo.kernel.NDArrayNetwork;
import org.djlcelo.kernel.NDArrayRule;
import org.djlcelo.kernel.NDArrayTensorState;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.Mlp;

/** {@link Celo2} on an engine's arrays. */
final class Celo2Arrays implements ArrayRun {

    private static final int[] OVER_ENTRIES = {2};

    private final ArrayMath math;
    private final boolean orthogonal;
    private final NDArrayRule rule;
    private final NDArrayNetwork network;
    private final List<Part> parts = new ArrayList<>();

    /** One tensor: what it remembers and how it moves. */
    private interface Part {
        NDArray step(NDArray p, NDArray g, NDArray skip);

        Map<String, float[]> read();

        void write(Map<String, float[]> saved);
    }

    Celo2Arrays(Celo2 celo2, MetaParameters theta, RunPlan plan, NDManager manager) {
        math = new ArrayMath(manager);
        orthogonal = celo2 == Celo2.FULL;
        rule =
                new NDArrayRule(
                        manager,
                        Celo2Tensor.DECAYS,
                        Celo2Tensor.CONSTANTS,
                        GradientPolicy.OFFICIAL);
        network = NDArrayNetwork.of(manager, Mlp.of(theta), Celo2Tensor.CONSTANTS);
        for (TensorLayout layout : plan.tensors()) {
            parts.add(
                    orthogonal && !layout.isFactored()
                            ? new Adam(manager, layout)
                            : new Learned(manager, layout));
        }
    }

    /** {@inheritDoc} */
    @Override
    public NDList step(NDArray loss, NDArray skip, NDList parameters, NDList gradients) {
        NDList steps = new NDList();
        for (int t = 0; t < parameters.size(); t++) {
            steps.add(parts.get(t).step(parameters.get(t), gradients.get(t), skip));
        }
        return steps;
    }

    /** Adam without bias correction. */
    private final class Adam implements Part {

        private final ArrayMemory memory;

        Adam(NDManager manager, TensorLayout layout) {
            memory = new ArrayMemory(manager, new Celo2Tensor.Adam(layout.size()).arrays());
        }

        @Override
        public NDArray step(NDArray p, NDArray g, NDArray skip) {
            NDArray m = math.average(Celo2Tensor.ADAM_DECAY, memory.get("m"), g);
            NDArray v = math.average(Celo2Tensor.ADAM_SQUARE_DECAY, memory.get("v"), g.square());
            NDArray root = v.add(math.of(Celo2Tensor.CONSTANTS.secondMomentEpsilon()));
            NDArray step = m.mul(math.of(Celo2Tensor.ADAM_RATE)).mul(math.rsqrt(root));
            memory.set("m", m, skip);
            memory.set("v", v, skip);
            return step;
        }

        @Override
        public Map<String, float[]> read() {
            return memory.read();
        }

        @Override
        public void write(Map<String, float[]> saved) {
            memory.write(saved);
        }
    }

    /** The learned direction, orthogonalised or not. */
    private final class Learned implements Part {

        private final NDArrayTensorState state;
        private final Matrices matrices;

        /** Of the first layer: [hidden, channels that count]. */
        private final NDArray first;

        Learned(NDManager manager, TensorLayout layout) {
            state = new NDArrayTensorState(manager, layout, 1);
            matrices = Matrices.of(layout);
            first =
                    layout.isFactored()
                            ? network.first()
                            : network.first().get(":, :" + Celo2Tensor.VECTOR_FEATURES);
        }

        @Override
        public NDArray step(NDArray p, NDArray g, NDArray skip) {
            Shape shape = state.stack(1);
            NDArray clipped = rule.clipped(g.reshape(shape));
            rule.accumulate(state, clipped, skip);
            long channels = first.getShape().get(1);
            NDArray all = rule.channels(state, p.reshape(shape), clipped);
            NDArray x = apart(all.get(":, :" + channels).reshape(channels, p.size()));
            NDArray normal = normalized(x).reshape(channels, p.size());
            NDArray sums = first.matMul(normal).add(network.b0());
            NDArray direction = network.finish(sums, math.of(0)).get("0");
            NDArray each = direction.reshape(matrices.count(), lines(), -1);
            NDArray straight = orthogonal ? orthogonalized(each) : each;
            NDArray unit = normalized(straight.reshape(1, matrices.count(), -1));
            return together(unit).mul(math.of(Celo2Tensor.RATE)).reshape(p.getShape());
        }

        /** The leading axis of each matrix as its elements lie in {@link #apart}. */
        private int lines() {
            return matrices.rowStride() > matrices.columnStride()
                    ? matrices.rows()
                    : matrices.columns();
        }

        /** Whether the elements of the matrices lie interleaved. */
        private boolean isInterleaved() {
            return matrices.count() > 1 && matrices.apart() == 1;
        }

        /** [channels, size] as [channels, matrices, elements]. */
        private NDArray apart(NDArray x) {
            long channels = x.getShape().get(0);
            return isInterleaved()
                    ? x.reshape(channels, -1, matrices.count()).transpose(0, 2, 1)
                    : x.reshape(channels, matrices.count(), -1);
        }

        private NDArray together(NDArray x) {
            return isInterleaved() ? x.transpose(0, 2, 1) : x;
        }

        /** Each matrix of each channel times one over the root of its mean square. */
        private NDArray normalized(NDArray x) {
            NDArray squares = x.mul(x).mean(OVER_ENTRIES, true);
            NDArray epsilon = math.of(Celo2Tensor.CONSTANTS.normalizationEpsilon());
            return x.mul(math.rsqrt(squares.add(epsilon)));
        }

        /** {@link NewtonSchulz} of [matrices, lines, columns]. */
        private NDArray orthogonalized(NDArray each) {
            boolean flat = each.getShape().get(1) <= each.getShape().get(2);
            NDArray x = flat ? each : each.transpose(0, 2, 1);
            NDArray norm = x.mul(x).sum(new int[] {1, 2}, true).sqrt();
            x = x.div(norm.add(math.of(NewtonSchulz.EPSILON)));
            for (int i = 0; i < NewtonSchulz.ITERATIONS; i++) {
                NDArray gram = x.matMul(x.transpose(0, 2, 1));
                NDArray squared = gram.matMul(gram).mul(math.of(NewtonSchulz.C));
                NDArray polynomial = gram.mul(math.of(NewtonSchulz.B)).add(squared);
                x = x.mul(math.of(NewtonSchulz.A)).add(polynomial.matMul(x));
            }
            return flat ? x : x.transpose(0, 2, 1);
        }

        @Override
        public Map<String, float[]> read() {
            return state.read(0);
        }

        @Override
        public void write(Map<String, float[]> saved) {
            state.write(0, saved);
        }
    }

    /** {@inheritDoc} */
    @Override
    public RunState read() {
        return new RunState(Map.of(), parts.stream().map(Part::read).toList());
    }

    /** {@inheritDoc} */
    @Override
    public void write(RunState saved) {
        for (int t = 0; t < parts.size(); t++) {
            parts.get(t).write(saved.tensors().get(t));
        }
    }
}
