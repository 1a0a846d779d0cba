package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;

/**
 * The mean squared error, without a Java number in its graph.
 *
 * <p>DJL's own L2 loss multiplies by one: an array on Java's memory, closed at once, which the
 * backward pass reads all the same. When a garbage collection comes between, gradients are wrong.
 */
final class SquaredError extends Loss {

    SquaredError() {
        super("SquaredError");
    }

    /** {@inheritDoc} */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        return labels.head().sub(predictions.head()).square().mean();
    }
}
