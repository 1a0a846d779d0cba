package org.djlcelo.eval.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.LayerNorm;

/**
 * A layer norm of the last axis with biased variance.
 *
 * @param scale of the axis' size
 * @param offset of the axis' size
 * @param epsilon added to the variance
 */
record Norm(Parameter scale, Parameter offset, float epsilon) {

    NDArray apply(FunctionalBlock.Values values, NDArray x) {
        NDArray gamma = values.of(scale);
        return LayerNorm.layerNorm(x, gamma.getShape(), gamma, values.of(offset), epsilon)
                .singletonOrThrow();
    }
}
