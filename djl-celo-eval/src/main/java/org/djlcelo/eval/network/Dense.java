package org.djlcelo.eval.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;

/**
 * A dense layer: x Wᵀ + b over the last axis.
 *
 * @param weight of out * in values, whatever its shape
 * @param bias of out values, whatever its shape
 * @param in the size of the input's last axis
 * @param out the size of the output's last axis
 */
record Dense(Parameter weight, Parameter bias, long in, long out) {

    NDArray apply(FunctionalBlock.Values values, NDArray x) {
        return Linear.linear(x, flat(values.of(weight), out, in), flat(values.of(bias), out))
                .singletonOrThrow();
    }

    private static NDArray flat(NDArray value, long... shape) {
        return value.getShape().dimension() == shape.length ? value : value.reshape(shape);
    }
}
