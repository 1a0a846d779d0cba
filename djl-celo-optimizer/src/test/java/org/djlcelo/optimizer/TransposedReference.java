package org.djlcelo.optimizer;

import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.djlcelo.kernel.AxisOrder;
import org.djlcelo.kernel.ScalarKernel;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.kernel.TensorState;
import org.djlcelo.lopt.UpdateRule;

/** One of DJL's parameters as the reference would hold it, moved by the scalar kernel. */
final class TransposedReference {

    private final long[] shape;
    private final TensorState state;
    private final UpdateRule rule = UpdateRule.of(Toy.celo());
    private final ScalarKernel kernel = new ScalarKernel();

    TransposedReference(Shape djl) {
        shape = djl.getShape();
        long[] transposed = new long[shape.length];
        Arrays.setAll(transposed, i -> shape[axis(i)]);
        state = new TensorState(TensorLayout.of(transposed, AxisOrder.REFERENCE));
    }

    /** Which of DJL's axes is the i-th of the reference: spatial axes, then in, then out. */
    private int axis(int i) {
        int spatial = shape.length - 2;
        return shape.length < 2 ? i : i < spatial ? i + 2 : shape.length - 1 - i;
    }

    /** The places of the reference's elements in DJL's array. */
    private int[] places() {
        int[] stride = new int[shape.length];
        int size = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            stride[i] = size;
            size *= (int) shape[i];
        }
        int[] places = new int[size];
        for (int n = 0; n < size; n++) {
            int rest = n;
            for (int i = shape.length - 1; i >= 0; i--) {
                int axis = axis(i);
                places[n] += rest % (int) shape[axis] * stride[axis];
                rest /= (int) shape[axis];
            }
        }
        return places;
    }

    /** Returns the step that DJL's parameter should make. */
    float[] step(float[] parameter, float[] gradient, float eta) {
        int[] places = places();
        FloatBuffer p = FloatBuffer.allocate(places.length);
        FloatBuffer g = FloatBuffer.allocate(places.length);
        for (int n = 0; n < places.length; n++) {
            p.put(n, parameter[places[n]]);
            g.put(n, gradient[places[n]]);
        }
        kernel.update(rule, state, p, g, eta);
        float[] step = new float[places.length];
        for (int n = 0; n < places.length; n++) {
            step[places[n]] = parameter[places[n]] - p.get(n);
        }
        return step;
    }
}
