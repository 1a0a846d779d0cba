package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.djlcelo.kernel.DeviceKernel;
import org.djlcelo.kernel.NDArrayTensorState;

/**
 * A tensor moved by Celo's rule in an engine's arrays.
 *
 * @param kernel the rule on the tensor's device
 * @param state the accumulators
 */
record CeloDeviceTensor(DeviceKernel kernel, NDArrayTensorState state) implements DeviceTensor {

    /** {@inheritDoc} */
    @Override
    public NDArray update(NDArray parameter, NDArray gradient, NDArray eta, float decay) {
        return kernel.update(state, parameter, gradient, eta, decay);
    }

    /** {@inheritDoc} */
    @Override
    public Map<String, float[]> read() {
        return state.read();
    }

    /** {@inheritDoc} */
    @Override
    public void write(Map<String, float[]> arrays) {
        state.write(arrays);
    }
}
