package org.djlcelo.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.Features;
import org.djlcelo.lopt.Mlp;
import org.djlcelo.lopt.RuleConstants;
import org.djlcelo.lopt.UpdateRule;

/**
 * The update rule as operations on an engine's arrays, for any device.
 *
 * <p>Nothing is read back: a tensor with a NaN in its gradient is skipped by a selection on the
 * device. Channels that belong to a row or a column are normalised and multiplied by their weights
 * before they are broadcast. Holds the weights on the device of one manager.
 */
public final class NDArrayKernel {

    private static final int[] ELEMENT = Tile.ELEMENT_CHANNELS;

    private final UpdateRule rule;
    private final NDArray one;
    private final NDArray zero;
    private final NDArray momentumDecay;
    private final NDArray factoredDecay;

    /** [hidden, 18]: the channels that differ between elements. */
    private final NDArray elementWeights;

    private final NDArray rowWeights;
    private final NDArray columnWeights;
    private final NDArray b0;
    private final NDArray w1;
    private final NDArray b1;
    private final NDArray w2;
    private final NDArray b2;

    /**
     * Puts a rule's weights on a device.
     *
     * @param manager what owns the weights, on the device that tensors will be on
     * @param rule the rule
     */
    public NDArrayKernel(NDManager manager, UpdateRule rule) {
        this.rule = rule;
        Decays decays = rule.decays();
        Mlp mlp = rule.mlp();
        int width = mlp.width();
        one = manager.create(1f);
        zero = manager.create(0f);
        momentumDecay = manager.create(vector(Decays.TIMESCALES, decays::momentum));
        factoredDecay = manager.create(vector(Decays.TIMESCALES, decays::factored));
        elementWeights = firstLayer(manager, mlp, ELEMENT);
        rowWeights = firstLayer(manager, mlp, statistic(Features.ROW, Features.RSQRT_ROW));
        columnWeights = firstLayer(manager, mlp, statistic(Features.COLUMN, Features.RSQRT_COLUMN));
        b0 = manager.create(vector(width, mlp::b0), new Shape(width, 1));
        w1 =
                manager.create(
                        vector(width * width, i -> mlp.w1(i % width, i / width)),
                        new Shape(width, width));
        b1 = manager.create(vector(width, mlp::b1), new Shape(width, 1));
        w2 =
                manager.create(
                        vector(2 * width, i -> mlp.w2(i % width, i / width)), new Shape(2, width));
        b2 = manager.create(vector(2, mlp::b2), new Shape(2, 1));
    }

    private static NDArray firstLayer(NDManager manager, Mlp mlp, int[] channels) {
        return manager.create(
                vector(
                        mlp.width() * channels.length,
                        i -> mlp.w0(channels[i % channels.length], i / channels.length)),
                new Shape(mlp.width(), channels.length));
    }

    private static int[] statistic(int value, int rsqrt) {
        return new int[] {value, value + 1, value + 2, rsqrt, rsqrt + 1, rsqrt + 2};
    }

    private static float[] vector(int length, FloatAt values) {
        float[] vector = new float[length];
        for (int i = 0; i < length; i++) {
            vector[i] = values.at(i);
        }
        return vector;
    }

    private interface FloatAt {
        float at(int i);
    }

    /**
     * Updates one tensor and its accumulators.
     *
     * @param state the accumulators
     * @param parameter the values, changed in place
     * @param gradient the gradient, not changed
     * @param policy what is done to the gradient first
     * @param eta a scalar on the same device that multiplies the step
     * @param decay weight decay relative to η
     * @return a scalar on the device, 1 if the tensor was skipped and 0 if not; the caller closes
     *     it
     */
    public NDArray update(
            NDArrayTensorState state,
            NDArray parameter,
            NDArray gradient,
            GradientPolicy policy,
            NDArray eta,
            float decay) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            Shape shape = state.shape();
            // detached, because in-place changes of a trainable array are refused on some threads
            NDArray target = parameter.stopGradient();
            NDArray p = target.reshape(shape);
            float bound = Math.min(policy.clip(), rule.constants().gradientClip());
            NDArray g = gradient.reshape(shape).mul(policy.scale()).clip(-bound, bound);
            NDArray skip = null;
            if (policy.skipNaN()) {
                skip = g.sum().isNaN();
                g = select(skip, zero, g);
            }
            Moments moments = accumulate(state, g);
            NDArray hidden = firstLayer(state.layout(), moments, p, g);
            NDArray step = step(hidden, p, eta);
            if (decay != 0) {
                step = step.add(p.mul(eta.mul(decay)));
            }
            if (skip != null) {
                step = select(skip, zero, step);
                moments = moments.unless(skip, state);
            }
            target.subi(step.reshape(target.getShape()));
            NDScope.unregister(moments.momentum(), moments.secondMoment(), moments.row());
            if (moments.column() != null) {
                NDScope.unregister(moments.column());
            }
            state.replace(
                    moments.momentum(), moments.secondMoment(), moments.row(), moments.column());
            NDArray skipped = skip == null ? zero.duplicate() : skip.toType(DataType.FLOAT32, true);
            NDScope.unregister(skipped);
            return skipped;
        }
    }

    /** Updated accumulators; {@code column} is null if not factored. */
    private record Moments(NDArray momentum, NDArray secondMoment, NDArray row, NDArray column) {

        Moments unless(NDArray skip, NDArrayTensorState old) {
            return new Moments(
                    select(skip, old.momentum, momentum),
                    select(skip, old.secondMoment, secondMoment),
                    select(skip, old.row, row),
                    column == null ? null : select(skip, old.column, column));
        }
    }

    /** A where b's shape decides; the condition is a scalar. */
    private static NDArray select(NDArray condition, NDArray yes, NDArray no) {
        Shape shape = no.getShape();
        return NDArrays.where(condition.broadcast(shape), yes.broadcast(shape), no);
    }

    /** Section 2.4 of the specification. */
    private Moments accumulate(NDArrayTensorState state, NDArray g) {
        NDArray squares = g.mul(g);
        float decay = rule.decays().secondMoment();
        NDArray v = state.secondMoment.mul(decay).add(squares.mul(1 - decay));
        NDArray m = average(state.momentum, g, momentumDecay);
        NDArray q = squares.add(RuleConstants.SQUARE_EPSILON);
        TensorLayout layout = state.layout();
        if (!layout.isFactored()) {
            return new Moments(m, v, average(state.row, q, factoredDecay), null);
        }
        NDArray row = average(state.row, mean(q, layout.rowAxis()), factoredDecay);
        NDArray column = average(state.column, mean(q, layout.columnAxis()), factoredDecay);
        return new Moments(m, v, row, column);
    }

    private static NDArray mean(NDArray array, int axis) {
        return array.mean(new int[] {axis});
    }

    /** Moves three stacked averages towards one value each with its own decay. */
    private NDArray average(NDArray stacked, NDArray value, NDArray decays) {
        Shape broadcast = stackedShape(value.getShape().dimension());
        NDArray decay = decays.reshape(broadcast);
        NDArray rest = one.sub(decay);
        return stacked.mul(decay).add(value.expandDims(0).mul(rest));
    }

    private static Shape stackedShape(int rank) {
        long[] shape = new long[rank + 1];
        Arrays.fill(shape, 1);
        shape[0] = Decays.TIMESCALES;
        return new Shape(shape);
    }

    private NDArray rsqrt(NDArray array) {
        return one.div(array.sqrt());
    }

    /** Sections 2.5 and 2.6 up to the first layer without bias: [hidden, size]. */
    private NDArray firstLayer(TensorLayout layout, Moments moments, NDArray p, NDArray g) {
        RuleConstants constants = rule.constants();
        NDArray s = rsqrt(moments.secondMoment().add(constants.secondMomentEpsilon()));
        NDArray gradientFactor;
        NDArray momentumFactor;
        if (layout.isFactored()) {
            gradientFactor = factors(layout, moments);
            momentumFactor = gradientFactor;
        } else {
            float epsilon = constants.factorEpsilon();
            gradientFactor = rsqrt(moments.row().add(epsilon).maximum(epsilon));
            momentumFactor = rsqrt(moments.row());
        }
        NDArray clipped = g.clip(-RuleConstants.FEATURE_CLIP, RuleConstants.FEATURE_CLIP);
        NDList channels = new NDList();
        for (NDArray single : new NDArray[] {g, clipped, p, moments.secondMoment(), s, g.mul(s)}) {
            channels.add(single.expandDims(0));
        }
        channels.add(moments.momentum());
        channels.add(moments.momentum().mul(s));
        channels.add(gradientFactor.mul(g));
        channels.add(momentumFactor.mul(moments.momentum()));
        NDArray stacked = NDArrays.concat(channels, 0);
        NDArray hidden = normalizedProduct(elementWeights, stacked);
        int hiddenUnits = rule.mlp().width();
        NDArray row = statisticBias(rowWeights, moments.row());
        if (!layout.isFactored()) {
            NDArray column = statisticBias(columnWeights, moments.row());
            return hidden.add(row.reshape(hiddenUnits, -1)).add(column.reshape(hiddenUnits, -1));
        }
        NDArray column = statisticBias(columnWeights, moments.column());
        NDArray full = hidden.reshape(new Shape(hiddenUnits).addAll(p.getShape()));
        NDArray rowBias = row.expandDims(layout.rowAxis() + 1);
        NDArray columnBias = column.expandDims(layout.columnAxis() + 1);
        return full.add(rowBias).add(columnBias).reshape(hiddenUnits, -1);
    }

    /** The product of row and column factors, [3, shape]. */
    private NDArray factors(TensorLayout layout, Moments moments) {
        float epsilon = rule.constants().factorEpsilon();
        int d0 = layout.rowAxis();
        int d1 = layout.columnAxis();
        int d1WithoutD0 = d1 > d0 ? d1 - 1 : d1;
        NDArray row = moments.row();
        NDArray rowMean = row.mean(new int[] {d1WithoutD0 + 1}, true).add(epsilon);
        NDArray rowFactor = rsqrt(row.div(rowMean).maximum(epsilon)).expandDims(d0 + 1);
        NDArray columnFactor = rsqrt(moments.column().maximum(epsilon)).expandDims(d1 + 1);
        return rowFactor.mul(columnFactor);
    }

    /** Six channels of a statistic times their weights: [hidden, shape of the statistic]. */
    private NDArray statisticBias(NDArray weights, NDArray statistic) {
        NDArray inverse = rsqrt(statistic.add(rule.constants().statisticEpsilon()));
        NDArray channels = statistic.concat(inverse, 0);
        // a copy: the array is the shape's own
        long[] shape = statistic.getShape().getShape().clone();
        shape[0] = rule.mlp().width();
        return normalizedProduct(weights, channels).reshape(shape);
    }

    /** Weights [hidden, channels] times channels over their root mean squares: [hidden, rest]. */
    private NDArray normalizedProduct(NDArray weights, NDArray channels) {
        NDArray flat = channels.reshape(channels.getShape().get(0), -1);
        NDArray meanSquare = flat.mul(flat).mean(new int[] {1});
        NDArray factor = rsqrt(meanSquare.add(rule.constants().normalizationEpsilon()));
        return weights.mul(factor).matMul(flat);
    }

    /** Sections 2.6 and 2.7 from the first layer on. */
    private NDArray step(NDArray hidden, NDArray p, NDArray eta) {
        RuleConstants constants = rule.constants();
        NDArray first = hidden.add(b0).maximum(0);
        NDArray second = w1.matMul(first).add(b1).maximum(0);
        NDArray out = w2.matMul(second).add(b2);
        NDArray d = out.get(0);
        NDArray exponential = out.get(1).mul(constants.exponentMultiplier()).exp();
        NDArray scale = p.mul(p).mean().add(constants.scaleEpsilon()).sqrt();
        NDArray factor = scale.mul(eta).mul(constants.stepMultiplier());
        return d.mul(exponential).mul(factor).reshape(p.getShape());
    }
}
