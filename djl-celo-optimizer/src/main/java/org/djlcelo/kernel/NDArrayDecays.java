package org.djlcelo.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.djlcelo.lopt.Decays;

/**
 * {@link Decays} on a device.
 *
 * @param moment [4]: of three momenta and the second moment
 * @param momentRate [4]: one minus moment
 * @param factored [3]
 * @param factoredRate [3]: one minus factored
 */
record NDArrayDecays(NDArray moment, NDArray momentRate, NDArray factored, NDArray factoredRate) {

    /** Momenta and second moment, stacked along one axis. */
    static final int MOMENTS = Decays.TIMESCALES + 1;

    static NDArrayDecays of(NDManager manager, Decays decays) {
        float[] moment = {
            decays.momentum(0), decays.momentum(1), decays.momentum(2), decays.secondMoment(),
        };
        float[] factored = {decays.factored(0), decays.factored(1), decays.factored(2)};
        return new NDArrayDecays(
                manager.create(moment),
                manager.create(rest(moment)),
                manager.create(factored),
                manager.create(rest(factored)));
    }

    /** One minus every decay, in float32 as in {@link Decays}. */
    private static float[] rest(float[] decays) {
        float[] rest = new float[decays.length];
        for (int j = 0; j < rest.length; j++) {
            rest[j] = 1 - decays[j];
        }
        return rest;
    }
}
