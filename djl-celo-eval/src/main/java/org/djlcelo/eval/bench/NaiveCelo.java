package org.djlcelo.eval.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.optimizer.Optimizer;
import java.util.HashMap;
import java.util.Map;
import org.djlcelo.kernel.AxisOrder;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.Features;
import org.djlcelo.lopt.Linear;
import org.djlcelo.lopt.RuleConstants;
import org.djlcelo.lopt.UpdateRule;

/**
 * Celo's update rule written down in DJL's array operations as one would at first: an operation for
 * every sign of the formulas, and all 30 channels of a tensor side by side. What the library's
 * kernels are compared with.
 *
 * <p>Knows vectors and matrices; η is 1.
 */
final class NaiveCelo extends Optimizer implements AutoCloseable {

    private final UpdateRule rule;
    private final Map<String, Accumulators> states = new HashMap<>();

    NaiveCelo(UpdateRule rule) {
        super(new Builder());
        this.rule = rule;
    }

    /** A tensor's momenta, second moment and factored second moments. */
    private static final class Accumulators implements AutoCloseable {

        private final NDManager manager;
        private final TensorLayout layout;
        private final NDArray[] momentum = new NDArray[Decays.TIMESCALES];
        private final NDArray secondMoment;
        private final NDArray[] row = new NDArray[Decays.TIMESCALES];
        private final NDArray[] column = new NDArray[Decays.TIMESCALES];

        Accumulators(NDManager parent, Shape shape) {
            manager = parent.newSubManager();
            layout = TensorLayout.of(shape.getShape(), AxisOrder.DJL);
            secondMoment = manager.zeros(shape);
            for (int j = 0; j < Decays.TIMESCALES; j++) {
                momentum[j] = manager.zeros(shape);
                row[j] = manager.zeros(without(shape, layout.rowAxis()));
                column[j] = manager.zeros(without(shape, layout.columnAxis()));
            }
        }

        /** What is left of a shape by a mean over an axis; a vector keeps all of its elements. */
        private static Shape without(Shape shape, int axis) {
            long[] lengths = shape.getShape().clone();
            if (axis >= 0) {
                lengths[axis] = 1;
            }
            return new Shape(lengths);
        }

        void update(Decays decays, NDArray g) {
            NDArray square = g.mul(g);
            average(secondMoment, decays.secondMoment(), square);
            NDArray floored = square.add(RuleConstants.SQUARE_EPSILON);
            for (int j = 0; j < Decays.TIMESCALES; j++) {
                average(momentum[j], decays.momentum(j), g);
                average(row[j], decays.factored(j), mean(floored, layout.rowAxis()));
                average(column[j], decays.factored(j), mean(floored, layout.columnAxis()));
            }
        }

        private static NDArray mean(NDArray array, int axis) {
            return axis < 0 ? array : array.mean(new int[] {axis}, true);
        }

        private static void average(NDArray old, float decay, NDArray value) {
            old.muli(decay).addi(value.mul(1 - decay));
        }

        @Override
        public void close() {
            manager.close();
        }
    }

    /** {@inheritDoc} */
    @Override
    public void update(String id, NDArray weight, NDArray gradient) {
        NDManager parent = weight.getManager();
        Accumulators state =
                states.computeIfAbsent(id, key -> new Accumulators(parent, weight.getShape()));
        RuleConstants constants = rule.constants();
        try (NDManager scope = parent.newSubManager()) {
            NDArray p = weight.stopGradient();
            p.tempAttach(scope);
            gradient.tempAttach(scope);
            NDArray g = gradient.clip(-constants.gradientClip(), constants.gradientClip());
            g.attach(scope);
            state.update(rule.decays(), g);
            NDArray out = network(channels(state, p, g));
            NDArray d = out.get(0).reshape(p.getShape());
            NDArray q = out.get(1).reshape(p.getShape());
            NDArray scale = p.mul(p).mean().add(constants.scaleEpsilon()).sqrt();
            NDArray step = d.mul(q.mul(constants.exponentMultiplier()).exp()).mul(scale);
            p.subi(step.mul(constants.stepMultiplier()));
            try (NDArray used = weight.getGradient()) {
                used.muli(0);
            }
        }
    }

    /** The channels, normalised, [30, elements]. */
    private NDArray channels(Accumulators state, NDArray p, NDArray g) {
        RuleConstants constants = rule.constants();
        NDArray[] x = new NDArray[Features.COUNT];
        x[Features.GRADIENT] = g;
        x[Features.CLIPPED_GRADIENT] =
                g.clip(-RuleConstants.FEATURE_CLIP, RuleConstants.FEATURE_CLIP);
        x[Features.PARAMETER] = p;
        x[Features.SECOND_MOMENT] = state.secondMoment;
        NDArray s = rsqrt(state.secondMoment.add(constants.secondMomentEpsilon()));
        x[Features.RSQRT_SECOND_MOMENT] = s;
        x[Features.SCALED_GRADIENT] = g.mul(s);
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            NDArray row = state.row[j];
            NDArray column = state.column[j];
            x[Features.MOMENTUM + j] = state.momentum[j];
            x[Features.SCALED_MOMENTUM + j] = state.momentum[j].mul(s);
            NDArray factor = factor(state.layout, row, column);
            NDArray momentumFactor = state.layout.isFactored() ? factor : rsqrt(row);
            x[Features.FACTORED_GRADIENT + j] = g.mul(factor);
            x[Features.FACTORED_MOMENTUM + j] = state.momentum[j].mul(momentumFactor);
            x[Features.ROW + j] = row;
            x[Features.COLUMN + j] = column;
            x[Features.RSQRT_ROW + j] = rsqrt(row.add(constants.statisticEpsilon()));
            x[Features.RSQRT_COLUMN + j] = rsqrt(column.add(constants.statisticEpsilon()));
        }
        NDList normalized = new NDList();
        for (NDArray channel : x) {
            NDArray full = channel.broadcast(p.getShape()).flatten();
            NDArray square = full.mul(full).mean();
            normalized.add(full.mul(rsqrt(square.add(constants.normalizationEpsilon()))));
        }
        return NDArrays.stack(normalized);
    }

    private NDArray factor(TensorLayout layout, NDArray row, NDArray column) {
        float epsilon = rule.constants().factorEpsilon();
        if (!layout.isFactored()) {
            return rsqrt(row.add(epsilon).maximum(epsilon));
        }
        NDArray mean = row.mean(new int[] {layout.columnAxis()}, true);
        NDArray ofRow = rsqrt(row.div(mean.add(epsilon)).maximum(epsilon));
        return ofRow.mul(rsqrt(column.maximum(epsilon)));
    }

    private NDArray network(NDArray x) {
        NDArray values = x;
        NDManager manager = x.getManager();
        int left = rule.mlp().layers().size();
        for (Linear layer : rule.mlp().layers()) {
            int units = layer.bias().length;
            NDArray weight =
                    manager.create(layer.weight(), new Shape(layer.inputs(), units)).transpose();
            NDArray bias = manager.create(layer.bias(), new Shape(units, 1));
            values = weight.matMul(values).add(bias);
            values = --left > 0 ? values.maximum(0) : values;
        }
        return values;
    }

    private static NDArray rsqrt(NDArray array) {
        return array.sqrt().pow(-1);
    }

    /** {@inheritDoc} */
    @Override
    public void close() {
        states.values().forEach(Accumulators::close);
        states.clear();
    }

    private static final class Builder extends OptimizerBuilder<Builder> {

        @Override
        protected Builder self() {
            return this;
        }
    }
}
