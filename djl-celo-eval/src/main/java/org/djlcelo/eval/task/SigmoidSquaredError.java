package org.djlcelo.eval.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.training.loss.Loss;

/**
 * The auto-encoders' loss: mean over batch and pixels of (x - sigmoid(output))², x in [0, 1].
 *
 * <p>DJL's own L2 loss halves it and knows no sigmoid.
 */
final class SigmoidSquaredError extends Loss {

    SigmoidSquaredError() {
        super("SigmoidSquaredError");
    }

    /** {@inheritDoc} */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        return labels.head().sub(Activation.sigmoid(predictions.head())).square().mean();
    }
}
