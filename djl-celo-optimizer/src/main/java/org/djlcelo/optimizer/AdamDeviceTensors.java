package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.djlcelo.kernel.Members;

/**
 * Celo-Adam's state of tensors of one shape in an engine's arrays; see {@link AdamTensors}.
 *
 * <p>They are stacked along the first axis. A tensor is skipped by decays of 1 and additions of 0.
 */
final class AdamDeviceTensors implements DeviceTensors {

    private static final NDIndex ALL = new NDIndex(":");
    private static final int[] ENTRIES = {1};

    private final AdamNumbers numbers;

    /** [members, size]. */
    private final NDArray m;

    /** [members, size]. */
    private final NDArray v;

    /** [members, 1]. */
    private final NDArray updates;

    AdamDeviceTensors(NDManager manager, AdamNumbers numbers, Shape shape, int members) {
        this.numbers = numbers;
        m = manager.zeros(new Shape(members, shape.size()), DataType.FLOAT32);
        v = manager.zeros(new Shape(members, shape.size()), DataType.FLOAT32);
        updates = manager.zeros(new Shape(members, 1), DataType.FLOAT32);
    }

    /** {@inheritDoc} */
    @Override
    public NDArray update(NDList parameters, NDList gradients, NDArray eta, float decay) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDList targets = Members.detached(parameters);
            NDArray g =
                    Members.stack(gradients, m.getShape())
                            .mul(numbers.scale())
                            .maximum(numbers.low());
            g = g.minimum(numbers.high());
            NDArray counts = numbers.one();
            NDArray decay1 = numbers.b1();
            NDArray decay2 = numbers.b2();
            NDArray bad = numbers.policy().skipNaN() ? g.sum(ENTRIES, true).isNaN() : null;
            if (bad != null) {
                Shape each = updates.getShape();
                g = Members.choose(bad, numbers.zero(), g);
                counts = Members.choose(bad, numbers.zero(), counts.broadcast(each));
                decay1 = Members.choose(bad, numbers.one(), decay1.broadcast(each));
                decay2 = Members.choose(bad, numbers.one(), decay2.broadcast(each));
            }
            m.muli(decay1).addi(g.mul(numbers.rate1()));
            v.muli(decay2).addi(g.mul(g).mul(numbers.rate2()));
            updates.addi(counts);
            NDArray root = v.div(correction(numbers.b2())).add(numbers.rootEpsilon()).sqrt();
            NDArray rate = eta.mul(numbers.stepMultiplier()).div(correction(numbers.b1()));
            NDArray step = m.mul(rate).div(root.add(numbers.epsilon()));
            if (decay != 0) {
                NDArray share = eta.mul(eta.getManager().full(new Shape(), decay));
                step = step.add(Members.stack(targets, m.getShape()).mul(share));
            }
            if (bad != null) {
                step = Members.choose(bad, numbers.zero(), step);
            }
            Members.subtract(targets, step);
            NDArray skipped = bad == null ? numbers.zero().duplicate() : Members.count(bad);
            NDScope.unregister(skipped);
            return skipped;
        }
    }

    private NDArray correction(NDArray decay) {
        return numbers.one().sub(decay.pow(updates));
    }

    /** {@inheritDoc} */
    @Override
    public Map<String, float[]> read(int member) {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        parts().forEach((name, part) -> arrays.put(name, read(part.get(member))));
        return arrays;
    }

    private static float[] read(NDArray place) {
        try (place) {
            return place.toFloatArray();
        }
    }

    /** {@inheritDoc} */
    @Override
    public void write(int member, Map<String, float[]> arrays) {
        parts().forEach((name, part) -> write(part.get(member), arrays.get(name)));
    }

    private static void write(NDArray place, float[] values) {
        try (place;
                NDArray fresh = place.getManager().create(values)) {
            place.set(ALL, fresh);
        }
    }

    private Map<String, NDArray> parts() {
        Map<String, NDArray> parts = new LinkedHashMap<>();
        parts.put("m", m);
        parts.put("v", v);
        parts.put("updates", updates);
        return parts;
    }
}
