package org.djlcelo.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;

/**
 * Moves a tensor's accumulators by one gradient, in place (specification, section 2.4).
 *
 * @param numbers the constants
 */
record NDArrayAccumulators(NDArrayNumbers numbers) {

    /**
     * Updates a tensor's accumulators.
     *
     * @param g [1, axes], zero if the tensor is skipped
     * @param skip a scalar condition, null if nothing is ever skipped
     */
    void update(NDArrayTensorState state, NDArray g, NDArray skip) {
        NDArray squares = g.mul(g);
        NDArray pair = NDArrays.concat(new NDList(g, squares));
        NDArray added = numbers.momentRates().matMul(pair.reshape(2, g.size()));
        NDArray coefficients = coefficients(skip);
        Shape axes = new Shape(DeviceWeights.MOMENTS);
        for (int i = 1; i < pair.getShape().dimension(); i++) {
            axes = axes.add(1);
        }
        NDArray decay = coefficients.get(NDArrayNumbers.MOMENT_DECAYS).reshape(axes);
        state.moments.muli(decay).addi(added.reshape(state.moments.getShape()));

        NDArray means = squares;
        if (state.layout().isFactored()) {
            NDArray rows = mean(squares, state.rowAxis());
            means = rows.concat(mean(squares, state.columnAxis()), 1);
        }
        NDArray rate = coefficients.get(NDArrayNumbers.FACTORED_RATES).reshape(-1, 1);
        NDArray factoredDecay = coefficients.get(NDArrayNumbers.FACTORED_DECAYS).reshape(-1, 1);
        state.statistics.muli(factoredDecay).addi(means.add(numbers.squareEpsilon()).mul(rate));
    }

    private static NDArray mean(NDArray squares, int axis) {
        return squares.mean(new int[] {axis}).reshape(1, -1);
    }

    private NDArray coefficients(NDArray skip) {
        NDArray usual = numbers.coefficients();
        return skip == null
                ? usual
                : NDArrays.where(
                        skip.broadcast(usual.getShape()), numbers.skippingCoefficients(), usual);
    }
}
