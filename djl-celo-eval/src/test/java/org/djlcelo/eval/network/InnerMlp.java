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
 * ones, which one more hidden unit hands on, so that one product gives both gradients. All
 * parameters are one row: the first matrix, then the second. With B samples and softmax s:
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

    private final NDArray alwaysOne;
    private final NDArray share;

    /** Makes constants beside some array; batches have so many samples. */
    InnerMlp(NDArray like, long batch) {
        float[] last = new float[IN + 1];
        last[IN] = 1;
        alwaysOne = like.getManager().create(last, new Shape(1, IN + 1));
        share = like.getManager().create(1f / batch);
    }

    /**
     * One batch.
     *
     * @param loss minus the mean log-probability of the labels, a scalar
     * @param first its gradient for the first matrix, [HIDDEN, IN + 1]
     * @param second its gradient for the second matrix, [OUT, HIDDEN + 1]
     */
    record Pass(NDArray loss, NDArray first, NDArray second) {}

    /**
     * Computes loss and gradient.
     *
     * @param parameters [1, SIZE]
     * @param x inputs with ones, [batch, IN + 1]
     * @param y labels, 1/batch at the class and 0 elsewhere, [batch, OUT]
     * @return both, as functions of the parameters
     */
    Pass pass(NDArray parameters, NDArray x, NDArray y) {
        NDArray w1 = columns(parameters, 0, FIRST).reshape(HIDDEN, IN + 1);
        NDArray w2 = columns(parameters, FIRST, SIZE).reshape(OUT, HIDDEN + 1);
        NDArray units = NDArrays.concat(new NDList(w1, alwaysOne), 0);
        NDArray h1 = Activation.relu(Linear.linear(x, units).singletonOrThrow());
        NDArray logProbabilities = Linear.linear(h1, w2).singletonOrThrow().logSoftmax(-1);
        NDArray loss = logProbabilities.mul(y).sum().neg();

        NDArray d = logProbabilities.exp().mul(share).sub(y);
        NDArray active = columns(h1.stopGradient(), 0, HIDDEN).sign();
        NDArray dh = d.matMul(columns(w2, 0, HIDDEN)).mul(active);
        return new Pass(loss, dh.transpose().matMul(x), d.transpose().matMul(h1));
    }

    private static NDArray columns(NDArray matrix, long from, long to) {
        return matrix.get(new NDIndex().addAllDim().addSliceDim(from, to));
    }
}
