package org.djlcelo.eval.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/** GELU in its tanh approximation; DJL's own is the exact one. */
final class Gelu {

    private static final double TWICE_ROOT = 2 * Math.sqrt(2 / Math.PI);

    private Gelu() {}

    /**
     * 0.5 x (1 + tanh(u)) with u = sqrt(2/π) (x + 0.044715 x³), written as x sigmoid(2u), which
     * takes fewer operations.
     */
    static NDArray apply(NDArray x) {
        NDArray cubic = Scalar.beside(x, TWICE_ROOT * 0.044715);
        NDArray twice = x.square().mul(cubic).add(Scalar.beside(x, TWICE_ROOT)).mul(x);
        return x.mul(Activation.sigmoid(twice));
    }
}
