package org.djlcelo.family;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import java.util.stream.Stream;
import org.djlcelo.kernel.AxisOrder;
import org.djlcelo.kernel.HostKernel;
import org.djlcelo.kernel.TensorLayout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A tensor in DJL's layout is moved as the same tensor in the reference's: [out, in] as [in, out],
 * OIHW as HWIO, ties of axes included.
 */
class LayoutTest {

    private static final List<TensorLayout> REFERENCE =
            Subject.layouts(new long[] {6, 6}, new long[] {5, 3}, new long[] {3, 3, 4, 4});

    /** For every axis of DJL's layout that of the reference's. */
    private static final int[][] AXES = {{1, 0}, {1, 0}, {3, 2, 0, 1}};

    static Stream<Subject> subjects() {
        return FamilyContractTest.subjects();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void layoutsAgree(Subject subject) {
        List<TensorLayout> djl =
                Stream.of(new long[] {6, 6}, new long[] {3, 5}, new long[] {4, 4, 3, 3})
                        .map(shape -> TensorLayout.of(shape, AxisOrder.DJL))
                        .toList();
        float[][] p = Subject.start(REFERENCE);
        float[][] moved = permuted(p);
        RunPlan plan = RunPlan.of(djl, Subject.TOTAL).withKernel(HostKernel.TILED, 1);
        try (LearnedRun run = subject.begin(REFERENCE);
                LearnedRun other = subject.rule().begin(subject.theta(1), plan)) {
            for (int step = 0; step < 3; step++) {
                float[][] g = Subject.gradients(REFERENCE, step);
                run.step(Subject.loss(step), 1, p, g);
                other.step(Subject.loss(step), 1, moved, permuted(g));
            }
        }
        float[][] expected = permuted(p);
        for (int t = 0; t < expected.length; t++) {
            assertArrayEquals(expected[t], moved[t], 1e-5f, "tensor " + t);
        }
    }

    private static float[][] permuted(float[][] tensors) {
        float[][] permuted = new float[tensors.length][];
        for (int t = 0; t < tensors.length; t++) {
            permuted[t] = permuted(tensors[t], REFERENCE.get(t).shape(), AXES[t]);
        }
        return permuted;
    }

    private static float[] permuted(float[] values, long[] shape, int[] axes) {
        float[] out = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            long[] index = new long[shape.length];
            long rest = i;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                index[axis] = rest % shape[axis];
                rest /= shape[axis];
            }
            long to = 0;
            for (int axis : axes) {
                to = to * shape[axis] + index[axis];
            }
            out[(int) to] = values[i];
        }
        return out;
    }
}
