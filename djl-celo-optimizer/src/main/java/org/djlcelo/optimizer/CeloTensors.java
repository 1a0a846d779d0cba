package org.djlcelo.optimizer;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.Map;
import org.djlcelo.kernel.AxisOrder;
import org.djlcelo.kernel.CpuKernel;
import org.djlcelo.kernel.GradientPolicy;
import org.djlcelo.kernel.NDArrayKernel;
import org.djlcelo.kernel.NDArrayTensorState;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.kernel.TensorState;
import org.djlcelo.lopt.UpdateRule;

/**
 * Tensors moved by Celo's update rule.
 *
 * @param rule the rule
 * @param order the roles of equally long axes
 * @param kernel what computes the rule on a CPU
 */
record CeloTensors(UpdateRule rule, AxisOrder order, CpuKernel kernel) implements TensorFactory {

    /** {@inheritDoc} */
    @Override
    public HostTensor onHost(Shape shape) {
        TensorState state = new TensorState(TensorLayout.of(shape.getShape(), order));
        return new HostTensor() {
            @Override
            public boolean update(
                    FloatBuffer parameter,
                    FloatBuffer gradient,
                    GradientPolicy policy,
                    float eta,
                    float decay) {
                return kernel.update(rule, state, parameter, gradient, policy, eta, decay);
            }

            @Override
            public Map<String, float[]> arrays() {
                return state.arrays();
            }
        };
    }

    /** {@inheritDoc} */
    @Override
    public OnDevice onDevice(NDManager manager) {
        NDArrayKernel onDevice = new NDArrayKernel(manager, rule);
        return shape -> {
            TensorLayout layout = TensorLayout.of(shape.getShape(), order);
            return new CeloDeviceTensor(onDevice, new NDArrayTensorState(manager, layout));
        };
    }

    /** {@inheritDoc} */
    @Override
    public Map<String, Integer> arrayLengths(Shape shape) {
        return TensorState.arrayLengths(TensorLayout.of(shape.getShape(), order));
    }

    /** {@inheritDoc} */
    @Override
    public Map<String, String> identity() {
        return Map.of("optAxisOrder", order.name());
    }

    /** {@inheritDoc} */
    @Override
    public float stepMultiplier() {
        return rule.constants().stepMultiplier();
    }
}
