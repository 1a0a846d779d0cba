package org.djlcelo.kernel;

import ai.djl.ndarray.NDArray;

/**
 * Computes an update rule on an engine's arrays, wherever they are.
 *
 * <p>An instance holds the rule's weights on the device of one manager and knows what is done to a
 * gradient first. An update neither reads values back nor sends any: on an accelerator either would
 * wait until all work before it is done.
 */
public interface DeviceKernel {

    /**
     * Updates one tensor and its accumulators.
     *
     * @param state the accumulators
     * @param parameter the values, changed in place
     * @param gradient the gradient, not changed
     * @param eta a scalar on the same device that multiplies the step
     * @param decay weight decay relative to η
     * @return a scalar on the device, 1 if the tensor was skipped and 0 if not; the caller closes
     *     it
     */
    NDArray update(
            NDArrayTensorState state,
            NDArray parameter,
            NDArray gradient,
            NDArray eta,
            float decay);
}
