package org.djlcelo.lopt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * {@link ProgressFeatures} on a device.
 *
 * @param centres [9]
 * @param ten a scalar
 */
public record NDArrayProgress(NDArray centres, NDArray ten) {

    /**
     * Puts the constants on a device.
     *
     * @param manager what owns the arrays
     * @return the formula
     */
    public static NDArrayProgress of(NDManager manager) {
        return new NDArrayProgress(manager.create(ProgressFeatures.centres()), manager.create(10f));
    }

    /**
     * Computes the features.
     *
     * @param done [1]: steps done over steps planned
     * @return [9]
     */
    public NDArray features(NDArray done) {
        return done.sub(centres).mul(ten).tanh();
    }
}
