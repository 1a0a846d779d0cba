package org.djlcelo.optimizer;

import ai.djl.ndarray.NDManager;
import org.djlcelo.kernel.DeviceKernel;
import org.djlcelo.kernel.GradientPolicy;
import org.djlcelo.kernel.NDArrayKernel;
import org.djlcelo.lopt.UpdateRule;

/** Picks what computes Celo's rule on an engine's arrays. */
final class DeviceKernels {

    private DeviceKernels() {}

    static DeviceKernel create(
            Kernel kernel, NDManager manager, UpdateRule rule, GradientPolicy policy) {
        return new NDArrayKernel(manager, rule, policy);
    }
}
