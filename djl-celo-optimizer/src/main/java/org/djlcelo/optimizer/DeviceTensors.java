package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Map;

/** The optimizer state of tensors of one shape in an engine's arrays, with their update. */
interface DeviceTensors {

    /**
     * Updates the parameters and the state in place, without reading anything back or sending
     * anything.
     *
     * @param parameters as many as there is state for
     * @param gradients in the same order
     * @param eta a scalar on the same device
     * @param decay weight decay relative to η
     * @return a scalar on the device, how many tensors were skipped for a NaN; the caller closes it
     */
    NDArray update(NDList parameters, NDList gradients, NDArray eta, float decay);

    /** The state of one tensor by name, read back. */
    Map<String, float[]> read(int member);

    /** Replaces the state of one tensor. */
    void write(int member, Map<String, float[]> arrays);
}
