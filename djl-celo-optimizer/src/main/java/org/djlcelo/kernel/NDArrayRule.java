package org.djlcelo.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.RuleConstants;

/**
 * The formulas of the update rule on an engine's arrays, for a network that may be another one in
 * every step.
 *
 * <p>Tensors of one layout lie in stacks, [members, channels, axes]. Channels that belong to a row
 * or a column are normalised and multiplied by their weights before they are broadcast. All numbers
 * are arrays made once, because an engine makes an array of every Java number that takes part in an
 * operation, and sending it waits for the device.
 */
public final class NDArrayRule {

    private static final int[] OVER_ENTRIES = {2};

    // slices of stacks, and of the first layer's weights as they are in NDArrayNetwork
    private static final NDIndex MOMENTUM = new NDIndex(":, 0:3");
    private static final NDIndex SECOND_MOMENT = new NDIndex(":, 3:4");
    private static final NDIndex PARAMETER = new NDIndex(":, 2:3");
    private static final NDIndex ELEMENT_WEIGHTS = new NDIndex(":, :, 0:18");
    private static final NDIndex ROW_WEIGHTS = new NDIndex(":, :, 18:24");
    private static final NDIndex COLUMN_WEIGHTS = new NDIndex(":, :, 24:30");
    private static final NDIndex DIRECTION = new NDIndex(":, 0:1");
    private static final NDIndex MAGNITUDE = new NDIndex(":, 1:2");

    private final NDArrayNumbers numbers;
    private final NDArrayAccumulators accumulators;

    /**
     * Puts a rule's numbers on a device, but for its network.
     *
     * @param manager what owns them, on the device that tensors will be on
     * @param decays the accumulators' decays
     * @param constants epsilons, bounds and multipliers
     * @param policy what is done to gradients first
     */
    public NDArrayRule(
            NDManager manager, Decays decays, RuleConstants constants, GradientPolicy policy) {
        numbers = NDArrayNumbers.of(manager, decays, constants, policy);
        accumulators = new NDArrayAccumulators(numbers);
    }

    NDArrayNumbers numbers() {
        return numbers;
    }

    /**
     * Scales and bounds a gradient as the policy and the rule say.
     *
     * @param g the gradient
     * @return what the rule sees of it
     */
    public NDArray clipped(NDArray g) {
        return numbers.clipped(g);
    }

    /**
     * Moves accumulators by one gradient each, in place.
     *
     * @param state the accumulators
     * @param g [members, 1, axes], clipped, and zero for a tensor that is skipped
     * @param skip [members], which are skipped; null if nothing ever is
     */
    public void accumulate(NDArrayTensorState state, NDArray g, NDArray skip) {
        accumulators.update(state, g, skip);
    }

    /**
     * Computes a step of tensors whose accumulators have the gradient in them (specification,
     * sections 2.5 to 2.7).
     *
     * @param state the accumulators
     * @param network the network, of this rule's multipliers
     * @param p the parameters, [members, 1, axes]
     * @param g the gradients that the accumulators took
     * @param eta a scalar that multiplies the step
     * @return what to subtract, of p's shape
     */
    public NDArray step(
            NDArrayTensorState state, NDArrayNetwork network, NDArray p, NDArray g, NDArray eta) {
        NDArray channels = elementChannels(state, p, g);
        NDArray elements = channels.reshape(state.members(), NDArrayNetwork.ELEMENT_CHANNELS, -1);
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
        NDArray first = network.first().mul(factors);

        NDArray hidden = first.get(ELEMENT_WEIGHTS).matMul(elements);
        NDArray rowBias = first.get(ROW_WEIGHTS).matMul(state.rows(statistics)).addi(network.b0());
        NDArray columnBias = first.get(COLUMN_WEIGHTS).matMul(state.columns(statistics));
        int width = Math.toIntExact(first.getShape().get(1));
        hidden.reshape(state.stack(width))
                .addi(state.alongRows(rowBias))
                .addi(state.alongColumns(columnBias));
        NDArray out = network.finish(hidden, numbers.zero());

        NDArray length = eta;
        if (numbers.scalesWithParameter()) {
            NDArray scale = elementSquares.get(PARAMETER).add(numbers.scaleEpsilon()).sqrt();
            length = scale.mul(eta).expandDims(2);
        }
        NDArray d = out.get(DIRECTION);
        return d.mul(out.get(MAGNITUDE).exp()).muli(length).reshape(p.getShape());
    }

    /**
     * Computes all channels of every element, not normalised.
     *
     * @param state the accumulators, which have the gradient in them
     * @param p the parameters, [members, 1, axes]
     * @param g the gradients
     * @return [members, channels, axes]: 30 channels in the order of {@link NDArrayNetwork}, or the
     *     18 of an element where a row is an element
     */
    public NDArray channels(NDArrayTensorState state, NDArray p, NDArray g) {
        NDArray elements = elementChannels(state, p, g);
        if (!state.layout().isFactored()) {
            return elements;
        }
        NDArray statistics = statisticChannels(state.statistics);
        Shape shape = state.stack(Math.toIntExact(statistics.getShape().get(1)));
        return NDArrays.concat(
                new NDList(
                        elements,
                        state.alongRows(state.rows(statistics)).broadcast(shape),
                        state.alongColumns(state.columns(statistics)).broadcast(shape)),
                1);
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
