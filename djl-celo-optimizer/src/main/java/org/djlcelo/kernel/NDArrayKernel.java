package org.djlcelo.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import org.djlcelo.lopt.UpdateRule;

/**
 * The update rule as operations on an engine's arrays, for any device of any engine.
 *
 * <p>Tensors of one layout lie in stacks, [members, channels, axes]. A tensor with a NaN in its
 * gradient is skipped by a selection on the device: its decays become 1 and what is added 0.
 * Channels that belong to a row or a column are normalised and multiplied by their weights before
 * they are broadcast. All numbers are arrays made once, because an engine makes an array of every
 * Java number that takes part in an operation, and sending it waits for the device.
 */
public final class NDArrayKernel implements DeviceKernel {

    private static final int[] ROWS = {1};
    private static final int[] OVER_ENTRIES = {2};

    // slices of stacks, and of the first layer's weights as they are in DeviceWeights
    private static final NDIndex MOMENTUM = new NDIndex(":, 0:3");
    private static final NDIndex SECOND_MOMENT = new NDIndex(":, 3:4");
    private static final NDIndex PARAMETER = new NDIndex(":, 2:3");
    private static final NDIndex ELEMENT_WEIGHTS = new NDIndex(":, :, 0:18");
    private static final NDIndex ROW_WEIGHTS = new NDIndex(":, :, 18:24");
    private static final NDIndex COLUMN_WEIGHTS = new NDIndex(":, :, 24:30");
    private static final NDIndex DIRECTION = new NDIndex(":, 0:1");
    private static final NDIndex MAGNITUDE = new NDIndex(":, 1:2");

    private final boolean skipNaN;
    private final DeviceWeights weights;
    private final NDArrayNumbers numbers;
    private final NDArrayAccumulators accumulators;

    /**
     * Puts a rule's weights on a device.
     *
     * @param manager what owns the weights, on the device that tensors will be on
     * @param rule the rule
     * @param policy what is done to gradients first
     */
    public NDArrayKernel(NDManager manager, UpdateRule rule, GradientPolicy policy) {
        skipNaN = policy.skipNaN();
        weights = DeviceWeights.of(manager, rule);
        numbers = NDArrayNumbers.of(manager, rule, policy, weights);
        accumulators = new NDArrayAccumulators(numbers);
    }

    /** {@inheritDoc} */
    @Override
    public NDArray update(
            NDArrayTensorState state,
            NDList parameters,
            NDList gradients,
            NDArray eta,
            float decay) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDList targets = Members.detached(parameters);
            NDArray p = Members.stack(targets, state.stack(1));
            NDArray g = numbers.clipped(Members.stack(gradients, state.stack(1)));
            NDArray skip = skipNaN ? g.reshape(state.members(), -1).sum(ROWS).isNaN() : null;
            if (skipNaN) {
                g = Members.choose(skip, numbers.zero(), g);
            }
            accumulators.update(state, g, skip);
            NDArray step = step(state, p, g, eta);
            if (decay != 0) {
                NDArray share = eta.mul(eta.getManager().full(new Shape(), decay));
                step = step.add(p.mul(share));
            }
            if (skipNaN) {
                step = Members.choose(skip, numbers.zero(), step);
            }
            Members.subtract(targets, step);
            NDArray skipped = skipNaN ? Members.count(skip) : numbers.zero().duplicate();
            NDScope.unregister(skipped);
            return skipped;
        }
    }

    /** Sections 2.5 to 2.7 of the specification. */
    private NDArray step(NDArrayTensorState state, NDArray p, NDArray g, NDArray eta) {
        NDArray channels = elementChannels(state, p, g);
        NDArray elements = channels.reshape(state.members(), DeviceWeights.ELEMENT_CHANNELS, -1);
        NDArray statistics = statisticChannels(state.statistics);
        NDArray elementSquares = elements.mul(elements).mean(OVER_ENTRIES);
        NDArray statisticSquares = statistics.mul(statistics);
        NDArray squares =
                NDArrays.concat(
                        new NDList(
                                elementSquares,
                                state.rows(statisticSquares).mean(OVER_ENTRIES),
                                state.columns(statisticSquares).mean(OVER_ENTRIES)),
                        1);
        NDArray factors = rsqrt(squares.add(numbers.normalizationEpsilon())).expandDims(1);
        NDArray first = weights.first().mul(factors);

        NDArray hidden = first.get(ELEMENT_WEIGHTS).matMul(elements);
        NDArray rowBias = first.get(ROW_WEIGHTS).matMul(state.rows(statistics)).addi(weights.b0());
        NDArray columnBias = first.get(COLUMN_WEIGHTS).matMul(state.columns(statistics));
        int width = Math.toIntExact(first.getShape().get(1));
        hidden.reshape(state.stack(width))
                .addi(state.alongRows(rowBias))
                .addi(state.alongColumns(columnBias));
        NDArray second = weights.w1().matMul(hidden.maximum(numbers.zero())).addi(weights.b1());
        NDArray out = weights.w2().matMul(second.maximum(numbers.zero())).addi(weights.b2());

        NDArray length = eta;
        if (numbers.scalesWithParameter()) {
            NDArray scale = elementSquares.get(PARAMETER).add(numbers.scaleEpsilon()).sqrt();
            length = scale.mul(eta).expandDims(2);
        }
        NDArray d = out.get(DIRECTION);
        return d.mul(out.get(MAGNITUDE).exp()).muli(length).reshape(p.getShape());
    }

    private NDArray elementChannels(NDArrayTensorState state, NDArray p, NDArray g) {
        NDArray momentum = state.moments.get(MOMENTUM);
        NDArray secondMoment = state.moments.get(SECOND_MOMENT);
        NDArray s = rsqrt(secondMoment.add(numbers.secondMomentEpsilon()));
        NDArray gradientFactor;
        NDArray momentumFactor;
        if (state.layout().isFactored()) {
            gradientFactor = factors(state);
            momentumFactor = gradientFactor;
        } else {
            // second moments aren't negative: the floor in the formula changes nothing
            gradientFactor = rsqrt(state.statistics.add(numbers.factorEpsilon()));
            momentumFactor = rsqrt(numbers.scalingMomenta(state.statistics));
        }
        return NDArrays.concat(
                new NDList(
                        g,
                        numbers.bounded(g),
                        p,
                        state.moments,
                        s,
                        g.mul(s),
                        momentum.mul(s),
                        gradientFactor.mul(g),
                        momentumFactor.mul(momentum)),
                1);
    }

    /** The product of row and column factors, [3, axes]. */
    private NDArray factors(NDArrayTensorState state) {
        NDArray rows = state.rows(state.statistics);
        NDArray stack = state.alongRows(rows);
        NDArray mean = stack.mean(new int[] {state.columnAxis()}, true);
        NDArray relative = stack.div(mean.add(numbers.factorEpsilon())).reshape(rows.getShape());
        NDArray both = relative.concat(state.columns(state.statistics), 2);
        NDArray factors = rsqrt(both.maximum(numbers.factorEpsilon()));
        return state.alongRows(state.rows(factors)).mul(state.alongColumns(state.columns(factors)));
    }

    private NDArray statisticChannels(NDArray statistic) {
        return statistic.concat(rsqrt(statistic.add(numbers.statisticEpsilon())), 1);
    }

    private NDArray rsqrt(NDArray array) {
        return numbers.one().div(array.sqrt());
    }
}
