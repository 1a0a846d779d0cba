package org.djlcelo.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * Moves tensors' accumulators by one gradient each, in place (specification, section 2.4).
 *
 * @param numbers the constants
 */
record NDArrayAccumulators(NDArrayNumbers numbers) {

    /**
     * Updates accumulators.
     *
     * @param g [members, 1, axes], zero for a tensor that is skipped
     * @param skip [members], which are skipped; null if nothing ever is
     */
    void update(NDArrayTensorState state, NDArray g, NDArray skip) {
        NDArray squares = g.mul(g);
        NDArray pair = g.concat(squares, 1).reshape(state.members(), 2, state.layout().size());
        NDArray added = numbers.momentRates().matMul(pair);
        NDArray coefficients = coefficients(skip);
        NDArray decay = coefficients.get(NDArrayNumbers.MOMENT_DECAYS);
        state.moments
                .muli(decay.reshape(perChannel(decay, state.axes())))
                .addi(added.reshape(state.moments.getShape()));

        NDArray means = squares;
        if (state.layout().isFactored()) {
            NDArray rows = mean(squares, state.rowAxis());
            means = rows.concat(mean(squares, state.columnAxis()), 2);
        }
        NDArray rate = coefficients.get(NDArrayNumbers.FACTORED_RATES).expandDims(2);
        NDArray factoredDecay = coefficients.get(NDArrayNumbers.FACTORED_DECAYS).expandDims(2);
        state.statistics.muli(factoredDecay).addi(means.add(numbers.squareEpsilon()).mul(rate));
    }

    /** [members, channels, 1, ...]. */
    private static Shape perChannel(NDArray numbers, Shape axes) {
        Shape shape = numbers.getShape();
        for (int i = 0; i < axes.dimension(); i++) {
            shape = shape.add(1);
        }
        return shape;
    }

    private static NDArray mean(NDArray squares, int axis) {
        return squares.mean(new int[] {axis}).reshape(squares.getShape().get(0), 1, -1);
    }

    /** [members, 10], or [1, 10] if nothing is ever skipped. */
    private NDArray coefficients(NDArray skip) {
        NDArray usual = numbers.coefficients();
        if (skip == null) {
            return usual;
        }
        Shape shape = new Shape(skip.size(), usual.size());
        return Members.choose(skip, numbers.skippingCoefficients(), usual.broadcast(shape));
    }
}
