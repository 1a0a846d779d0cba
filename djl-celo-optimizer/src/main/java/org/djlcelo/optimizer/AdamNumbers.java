package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.djlcelo.kernel.GradientPolicy;

/**
 * Celo-Adam's constants on a device, made once: sending a number to an accelerator waits for it.
 *
 * @param policy what is done to gradients first
 */
record AdamNumbers(
        GradientPolicy policy,
        NDArray zero,
        NDArray one,
        NDArray scale,
        NDArray low,
        NDArray high,
        NDArray b1,
        NDArray b2,
        NDArray rate1,
        NDArray rate2,
        NDArray stepMultiplier,
        NDArray epsilon,
        NDArray rootEpsilon) {

    static AdamNumbers of(NDManager manager, GradientPolicy policy) {
        float bound = AdamTensors.bound(policy);
        return new AdamNumbers(
                policy,
                manager.create(0f),
                manager.create(1f),
                manager.create(policy.scale()),
                manager.create(-bound),
                manager.create(bound),
                manager.create(AdamTensors.B1),
                manager.create(AdamTensors.B2),
                manager.create(1 - AdamTensors.B1),
                manager.create(1 - AdamTensors.B2),
                manager.create(AdamTensors.STEP_MULTIPLIER),
                manager.create(AdamTensors.EPSILON),
                manager.create(AdamTensors.ROOT_EPSILON));
    }
}
