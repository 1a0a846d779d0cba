package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Map;
import org.djlcelo.kernel.DeviceKernel;
import org.djlcelo.kernel.NDArrayTensorState;

/**
 * Tensors moved by Celo's rule in an engine's arrays.
 *
 * @param kernel the rule on the tensors' device
 * @param state the accumulators
 */
record CeloDeviceTensors(DeviceKernel kernel, NDArrayTensorState state) implements DeviceTensors {

    /** {@inheritDoc} */
    @Override
    public NDArray update(NDList parameters, NDList gradients, NDArray eta, float decay) {
        return kernel.update(state, parameters, gradients, eta, decay);
    }

    /** {@inheritDoc} */
    @Override
    public Map<String, float[]> read(int member) {
        return state.read(member);
    }

    /** {@inheritDoc} */
    @Override
    public void write(int member, Map<String, float[]> arrays) {
        state.write(member, arrays);
    }
}
