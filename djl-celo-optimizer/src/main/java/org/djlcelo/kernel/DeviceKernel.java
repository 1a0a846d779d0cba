package org.djlcelo.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * Computes an update rule on an engine's arrays, wherever they are.
 *
 * <p>An instance holds the rule's weights on the device of one manager and knows what is done to a
 * gradient first. An update neither reads values back nor sends any: on an accelerator either would
 * wait until all work before it is done.
 */
public interface DeviceKernel {

    /**
     * Updates tensors of one layout and their accumulators together: each is normalised, scaled and
     * skipped by itself, and the number of operations doesn't depend on how many they are, but for
     * one that writes each parameter where no operation writes many.
     *
     * @param state the accumulators of as many members
     * @param parameters the members' values, changed in place
     * @param gradients their gradients, not changed
     * @param eta a scalar on the same device that multiplies the steps
     * @param decay weight decay relative to η
     * @return a scalar on the device, the number of members that were skipped; the caller closes it
     */
    NDArray update(
            NDArrayTensorState state,
            NDList parameters,
            NDList gradients,
            NDArray eta,
            float decay);
}
