package org.djlcelo.eval.network;

import ai.djl.ndarray.NDArray;

/**
 * Numbers in differentiated expressions.
 *
 * <p>DJL's {@code mul(Number)} and its like make an array of the number, whose memory is Java's,
 * and close it at once. The engine's backward pass reads it later; when a garbage collection has
 * come between, it reads whatever is there now. An array that lives as long as the batch is safe.
 * (Sums and differences don't read theirs again.)
 */
final class Scalar {

    private Scalar() {}

    /** A number that lives as long as the manager of some array. */
    static NDArray beside(NDArray array, double value) {
        return array.getManager().create((float) value);
    }
}
