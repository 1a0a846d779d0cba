package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.djlcelo.kernel.GradientPolicy;

/** Celo-Adam's state of one tensor in an engine's arrays; see {@link AdamTensors}. */
final class AdamDeviceTensor implements DeviceTensor {

    private final NDManager manager;
    private final NDArray zero;
    private final NDArray b1;
    private final NDArray b2;
    private NDArray m;
    private NDArray v;
    private NDArray updates;

    AdamDeviceTensor(NDManager manager, Shape shape) {
        this.manager = manager;
        zero = manager.create(0f);
        b1 = manager.create(AdamTensors.B1);
        b2 = manager.create(AdamTensors.B2);
        m = manager.zeros(shape, DataType.FLOAT32);
        v = manager.zeros(shape, DataType.FLOAT32);
        updates = manager.create(0f);
    }

    /** {@inheritDoc} */
    @Override
    public NDArray update(
            NDArray parameter, NDArray gradient, GradientPolicy policy, NDArray eta, float decay) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            float bound = AdamTensors.bound(policy);
            NDArray target = parameter.stopGradient();
            Shape shape = target.getShape();
            NDArray g = gradient.mul(policy.scale()).clip(-bound, bound);
            NDArray bad = g.sum().isNaN();
            NDArray all = bad.broadcast(shape);
            boolean skip = policy.skipNaN();
            NDArray none = zero.broadcast(shape);
            if (skip) {
                g = NDArrays.where(all, none, g);
            }
            NDArray newM = m.mul(AdamTensors.B1).add(g.mul(1 - AdamTensors.B1));
            NDArray newV = v.mul(AdamTensors.B2).add(g.mul(g).mul(1 - AdamTensors.B2));
            NDArray newUpdates = updates.add(1);
            NDArray first = correction(b1, newUpdates);
            NDArray second = correction(b2, newUpdates);
            NDArray root = newV.div(second).add(AdamTensors.ROOT_EPSILON).sqrt();
            NDArray rate = eta.mul(AdamTensors.STEP_MULTIPLIER);
            NDArray step = newM.div(first).mul(rate).div(root.add(AdamTensors.EPSILON));
            if (decay != 0) {
                step = step.add(target.mul(eta.mul(decay)));
            }
            if (skip) {
                step = NDArrays.where(all, none, step);
                newM = NDArrays.where(all, m, newM);
                newV = NDArrays.where(all, v, newV);
                newUpdates = NDArrays.where(bad, updates, newUpdates);
            }
            target.subi(step);
            NDArray skipped = skip ? bad.toType(DataType.FLOAT32, true) : zero.duplicate();
            NDScope.unregister(newM, newV, newUpdates, skipped);
            replace(newM, newV, newUpdates);
            return skipped;
        }
    }

    private static NDArray correction(NDArray decay, NDArray updates) {
        return decay.pow(updates).neg().add(1);
    }

    private void replace(NDArray newM, NDArray newV, NDArray newUpdates) {
        for (NDArray old : new NDArray[] {m, v, updates}) {
            old.close();
        }
        for (NDArray fresh : new NDArray[] {newM, newV, newUpdates}) {
            fresh.attach(manager);
        }
        m = newM;
        v = newV;
        updates = newUpdates;
    }

    /** {@inheritDoc} */
    @Override
    public Map<String, float[]> read() {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        arrays.put("m", m.toFloatArray());
        arrays.put("v", v.toFloatArray());
        arrays.put("updates", updates.reshape(1).toFloatArray());
        return arrays;
    }

    /** {@inheritDoc} */
    @Override
    public void write(Map<String, float[]> arrays) {
        replace(
                manager.create(arrays.get("m"), m.getShape()),
                manager.create(arrays.get("v"), v.getShape()),
                manager.create(arrays.get("updates")[0]));
    }
}
