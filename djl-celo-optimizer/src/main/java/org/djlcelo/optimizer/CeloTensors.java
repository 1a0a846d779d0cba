package org.djlcelo.optimizer;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import org.djlcelo.kernel.AxisOrder;
import org.djlcelo.kernel.CpuKernel;
import org.djlcelo.kernel.DeviceKernel;
import org.djlcelo.kernel.GradientPolicy;
import org.djlcelo.kernel.NDArrayTensorState;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.kernel.TensorState;
import org.djlcelo.lopt.UpdateRule;

/**
 * Tensors moved by Celo's update rule.
 *
 * @param rule the rule
 * @param order the roles of equally long axes
 */
record CeloTensors(UpdateRule rule, AxisOrder order) implements TensorFactory {

    /** {@inheritDoc} */
    @Override
    public OnHost onHost(Kernel kernel, int threads) {
        CpuKernel onHost = kernel.onHost().create(threads);
        return new OnHost() {
            @Override
            public HostTensor create(Shape shape) {
                return new CeloHostTensor(onHost, rule, new TensorState(layout(shape)));
            }

            @Override
            public void close() {
                onHost.close();
            }
        };
    }

    /** {@inheritDoc} */
    @Override
    public OnDevice onDevice(Kernel kernel, NDManager manager, GradientPolicy policy) {
        DeviceKernel onDevice = DeviceKernels.create(kernel, manager, rule, policy);
        return (shape, members) ->
                new CeloDeviceTensors(
                        onDevice, new NDArrayTensorState(manager, layout(shape), members));
    }

    /** {@inheritDoc} */
    @Override
    public Map<String, Integer> arrayLengths(Shape shape) {
        return TensorState.arrayLengths(layout(shape));
    }

    private TensorLayout layout(Shape shape) {
        return TensorLayout.of(shape.getShape(), order);
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
