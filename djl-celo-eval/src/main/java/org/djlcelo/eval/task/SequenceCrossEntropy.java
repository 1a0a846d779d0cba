package org.djlcelo.eval.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;

/**
 * The language tasks' loss: mean cross-entropy, in nats, over the positions whose input is no
 * padding.
 *
 * <p>Labels are the next tokens [positions, 1] and the positions' weights [positions], which sum to
 * one; predictions are logits [positions, vocabulary].
 */
final class SequenceCrossEntropy extends Loss {

    SequenceCrossEntropy() {
        super("SequenceCrossEntropy");
    }

    /** {@inheritDoc} */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDArray picked = predictions.head().logSoftmax(-1).gather(labels.get(0), 1);
        return picked.reshape(-1).mul(labels.get(1)).sum().neg();
    }
}
