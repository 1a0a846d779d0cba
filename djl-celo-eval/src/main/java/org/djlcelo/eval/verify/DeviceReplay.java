package org.djlcelo.eval.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import org.djlcelo.kernel.DeviceKernel;
import org.djlcelo.kernel.NDArrayTensorState;
import org.djlcelo.kernel.TensorLayout;

/** A tensor updated by operations of the engine. */
final class DeviceReplay implements TensorReplay {

    private final NDManager manager;
    private final DeviceKernel kernel;
    private final NDArrayTensorState state;
    private final Shape shape;

    DeviceReplay(NDManager manager, DeviceKernel kernel, TensorLayout layout) {
        this.manager = manager;
        this.kernel = kernel;
        this.state = new NDArrayTensorState(manager, layout, 1);
        this.shape = new Shape(layout.shape());
    }

    @Override
    public float[] update(float[] p, float[] g, float eta) {
        try (NDArray parameter = manager.create(p, shape);
                NDArray gradient = manager.create(g, shape);
                NDArray multiplier = manager.create(eta);
                NDArray skipped =
                        kernel.update(
                                state,
                                new NDList(parameter),
                                new NDList(gradient),
                                multiplier,
                                0)) {
            if (skipped.getFloat() != 0) {
                throw new IllegalStateException("The official policy skips nothing");
            }
            return parameter.toFloatArray();
        }
    }

    @Override
    public Map<String, float[]> accumulators() {
        return state.read(0);
    }
}
