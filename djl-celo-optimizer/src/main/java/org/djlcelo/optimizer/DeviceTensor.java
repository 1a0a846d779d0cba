package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/** One tensor's optimizer state in an engine's arrays, with its update. */
interface DeviceTensor {

    /**
     * Updates the parameter and the state in place, without reading anything back or sending
     * anything.
     *
     * @param eta a scalar on the same device
     * @param decay weight decay relative to η
     * @return a scalar on the device, 1 if the tensor was skipped for a NaN and 0 if not; the
     *     caller closes it
     */
    NDArray update(NDArray parameter, NDArray gradient, NDArray eta, float decay);

    /** The state by name, read back. */
    Map<String, float[]> read();

    /** Replaces the state. */
    void write(Map<String, float[]> arrays);
}
