package org.djlcelo.eval.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;

/**
 * The network that is trained inside {@link AdafacTraining}: 64-32-10 with ReLU, its loss and its
 * gradient written out as differentiable operations, because the engine does not differentiate its
 * own gradients.
 *
 * <p>A bias is the last column of its weights, [out, in + 1], and the inputs carry a last column of
 * ones, so that one product gives both gradients. All parameters are one vector: the first matrix,
 * then the second. With B samples and softmax s:
 *
 * <pre>
 * d = (s - y) / B,   dW2 = dᵀ [h 1],   dh = (d W2) where h > 0,   dW1 = dhᵀ [x 1]
 * </pre>
 *
 * Where h > 0 counts as a constant, as in the reference.
 */
final class InnerMlp {

    static final int IN = 64;
    static final int HIDDEN = 32;
    static final int OUT = 10;
    static final int FIRST = HIDDEN * (IN + 1);
    static final int SECOND = OUT * (HIDDEN + 1);
    static final int SIZE = FIRST + SECOND;

    private final NDArray ones;
    private final NDArray share;

    /** Makes constants beside some array; batches have so many samples. */
    InnerMlp(NDArray like, long batch) {
        ones = like.getManager().ones(new Shape(batch, 1));
        share = like.getManager().create(1f / batch);
    }

    /**
     * One batch.
     *
     * @param loss minus the mean log-probability of the labels, a scalar
     * @param gradient of it, [SIZE]
     */
    record Pass(NDArray loss, NDArray gradient) {}

    /**
     * Computes loss and gradient.
     *
     * @param parameters [SIZE]
     * @param x inputs with ones, [batch, IN + 1]
     * @param y labels, 1/batch at the class and 0 elsewhere, [batch, OUT]
     * @return both, as functions of the parameters
     */
    Pass pass(NDArray parameters, NDArray x, NDArray y) {
        NDArray w1 = matrix(parameters, 0, FIRST, HIDDEN);
        NDArray w2 = matrix(parameters, FIRST, SIZE, OUT);
        NDArray h = Activation.relu(Linear.linear(x, w1).singletonOrThrow());
        NDArray h1 = NDArrays.concat(new NDList(h, ones), 1);
        NDArray logProbabilities = Linear.linear(h1, w2).singletonOrThrow().logSoftmax(-1);
        NDArray loss = logProbabilities.mul(y).sum().neg();

        NDArray d = logProbabilities.exp().mul(share).sub(y);
        NDArray active = h.stopGradient().sign();
        NDArray dh = d.matMul(columns(w2, HIDDEN)).mul(active);
        NDArray dw1 = dh.transpose().matMul(x).reshape(FIRST);
        NDArray dw2 = d.transpose().matMul(h1).reshape(SECOND);
        return new Pass(loss, NDArrays.concat(new NDList(dw1, dw2), 0));
    }

    /** A part of a vector as a matrix with so many rows. */
    static NDArray matrix(NDArray vector, long from, long to, long rows) {
        return vector.get(new NDIndex().addSliceDim(from, to)).reshape(rows, -1);
    }

    /** The first columns of a matrix. */
    static NDArray columns(NDArray matrix, long count) {
        return matrix.get(new NDIndex().addAllDim().addSliceDim(0, count));
    }
}
