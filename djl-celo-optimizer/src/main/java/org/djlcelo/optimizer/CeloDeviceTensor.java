package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.djlcelo.kernel.GradientPolicy;
import org.djlcelo.kernel.NDArrayKernel;
import org.djlcelo.kernel.NDArrayTensorState;

/**
 * A tensor moved by Celo's rule in an engine's arrays.
 *
 * @param kernel the rule on the tensor's device
 * @param state the accumulators
 */
record CeloDeviceTensor(NDArrayKernel kernel, NDArrayTensorState state) implements DeviceTensor {

    /** {@inheritDoc} */
    @Override
    public NDArray update(
            NDArray parameter, NDArray gradient, GradientPolicy policy, NDArray eta, float decay) {
        return kernel.update(state, parameter, gradient, policy, eta, decay);
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
