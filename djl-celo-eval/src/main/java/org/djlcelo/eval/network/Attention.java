package org.djlcelo.eval.network;

import ai.djl.ndarray.NDArray;

/**
 * Attention of several heads within a sequence.
 *
 * @param query to heads * size
 * @param key to heads * size
 * @param value to heads * size
 * @param output from heads * size
 * @param heads the number of heads
 */
record Attention(Dense query, Dense key, Dense value, Dense output, int heads) {

    /**
     * Applies it.
     *
     * @param values the parameters' values
     * @param x [batch, tokens, width]
     * @param mask added to the logits, [batch, 1, tokens, tokens]; null for none
     * @return [batch, tokens, width]
     */
    NDArray apply(FunctionalBlock.Values values, NDArray x, NDArray mask) {
        long size = query.out() / heads;
        NDArray q = split(query.apply(values, x), size).transpose(0, 2, 1, 3);
        NDArray k = split(key.apply(values, x), size).transpose(0, 2, 3, 1);
        NDArray v = split(value.apply(values, x), size).transpose(0, 2, 1, 3);
        NDArray logits = q.matMul(k).mul(Scalar.beside(x, 1 / Math.sqrt(size)));
        NDArray weights = (mask == null ? logits : logits.add(mask)).softmax(-1);
        NDArray heard = weights.matMul(v).transpose(0, 2, 1, 3);
        return output.apply(
                values, heard.reshape(x.getShape().get(0), x.getShape().get(1), query.out()));
    }

    private NDArray split(NDArray x, long size) {
        return x.reshape(x.getShape().get(0), x.getShape().get(1), heads, size);
    }
}
