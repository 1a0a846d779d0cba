package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Celo-Adam's state of one tensor in an engine's arrays; see {@link AdamTensors}.
 *
 * <p>A tensor is skipped by decays of 1 and additions of 0.
 */
final class AdamDeviceTensor implements DeviceTensor {

    private final NDManager manager;
    private final AdamNumbers numbers;
    private NDArray m;
    private NDArray v;
    private NDArray updates;

    AdamDeviceTensor(NDManager manager, AdamNumbers numbers, Shape shape) {
        this.manager = manager;
        this.numbers = numbers;
        m = manager.zeros(shape, DataType.FLOAT32);
        v = manager.zeros(shape, DataType.FLOAT32);
        updates = manager.zeros(new Shape(), DataType.FLOAT32);
    }

    /** {@inheritDoc} */
    @Override
    public NDArray update(NDArray parameter, NDArray gradient, NDArray eta, float decay) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray target = parameter.stopGradient();
            NDArray g = gradient.mul(numbers.scale()).maximum(numbers.low());
            g = g.minimum(numbers.high());
            NDArray counts = numbers.one();
            NDArray decay1 = numbers.b1();
            NDArray decay2 = numbers.b2();
            NDArray bad = numbers.policy().skipNaN() ? g.sum().isNaN() : null;
            if (bad != null) {
                g = select(bad, numbers.zero(), g);
                counts = select(bad, numbers.zero(), counts);
                decay1 = select(bad, numbers.one(), decay1);
                decay2 = select(bad, numbers.one(), decay2);
            }
            m.muli(decay1).addi(g.mul(numbers.rate1()));
            v.muli(decay2).addi(g.mul(g).mul(numbers.rate2()));
            updates.addi(counts);
            NDArray root = v.div(correction(numbers.b2())).add(numbers.rootEpsilon()).sqrt();
            NDArray rate = eta.mul(numbers.stepMultiplier()).div(correction(numbers.b1()));
            NDArray step = m.mul(rate).div(root.add(numbers.epsilon()));
            if (decay != 0) {
                step = step.add(target.mul(eta.mul(eta.getManager().full(new Shape(), decay))));
            }
            if (bad != null) {
                step = select(bad, numbers.zero(), step);
            }
            target.subi(step);
            NDArray skipped =
                    bad == null ? numbers.zero().duplicate() : bad.toType(DataType.FLOAT32, true);
            NDScope.unregister(skipped);
            return skipped;
        }
    }

    private static NDArray select(NDArray condition, NDArray yes, NDArray no) {
        Shape shape = no.getShape();
        return NDArrays.where(condition.broadcast(shape), yes.broadcast(shape), no);
    }

    private NDArray correction(NDArray decay) {
        return numbers.one().sub(decay.pow(updates));
    }

    /** {@inheritDoc} */
    @Override
    public Map<String, float[]> read() {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        arrays.put("m", m.toFloatArray());
        arrays.put("v", v.toFloatArray());
        arrays.put("updates", new float[] {updates.getFloat()});
        return arrays;
    }

    /** {@inheritDoc} */
    @Override
    public void write(Map<String, float[]> arrays) {
        m = replaced(m, manager.create(arrays.get("m"), m.getShape()));
        v = replaced(v, manager.create(arrays.get("v"), v.getShape()));
        updates = replaced(updates, manager.create(arrays.get("updates")[0]));
    }

    private static NDArray replaced(NDArray old, NDArray fresh) {
        old.close();
        return fresh;
    }
}
