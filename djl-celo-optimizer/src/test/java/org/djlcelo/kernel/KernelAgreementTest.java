package org.djlcelo.kernel;

import static org.djlcelo.kernel.KernelCase.ETA;
import static org.djlcelo.kernel.KernelCase.RULE;
import static org.djlcelo.kernel.KernelCase.STATE_TOLERANCE;
import static org.djlcelo.kernel.KernelCase.STEP_TOLERANCE;
import static org.djlcelo.kernel.KernelCase.displacement;
import static org.djlcelo.kernel.KernelCase.gaussian;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.Mlp;
import org.djlcelo.lopt.NamedTensors;
import org.djlcelo.lopt.RuleConstants;
import org.djlcelo.lopt.UpdateRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fast kernel against the scalar one, on shapes that exercise tails, ties and ones. */
class KernelAgreementTest {

    private static final int STEPS = 25;

    /** As Adafac-MLP's: steps don't scale with parameters, nothing is clipped, other decays. */
    private static final UpdateRule UNSCALED =
            new UpdateRule(
                    RULE.mlp(),
                    new Decays(
                            new float[] {0.8f, 0.95f, 0.998f},
                            0.99f,
                            new float[] {0.7f, 0.97f, 0.995f}),
                    new RuleConstants(
                            Float.POSITIVE_INFINITY,
                            1e-6f,
                            1e-9f,
                            1e-8f,
                            1e-5f,
                            1e-9f,
                            1e-6f,
                            false,
                            1e-3f,
                            1e-3f));

    /** As Celo2's: eight units, and a second output that doesn't count. */
    private static final UpdateRule WIDE =
            new UpdateRule(
                    Mlp.of(KernelCase.random(new Architecture("wide", NamedTensors.rule(8)))),
                    Decays.CELO,
                    new RuleConstants(
                            1000f, 1e-8f, 1e-9f, 1e-8f, 1e-9f, 1e-9f, 0, false, 1e-3f, 0));

    private static final List<UpdateRule> RULES = List.of(RULE, UNSCALED, WIDE);

    static Stream<long[]> shapes() {
        return Stream.of(
                new long[] {},
                new long[] {1},
                new long[] {7},
                new long[] {1021},
                new long[] {1, 1},
                new long[] {1, 9},
                new long[] {13, 1},
                new long[] {5, 6},
                new long[] {6, 6},
                new long[] {257, 131},
                new long[] {3, 3, 4, 8},
                new long[] {8, 4, 3, 3},
                new long[] {37, 37, 3, 3},
                new long[] {7, 1, 7},
                new long[] {2, 257, 3},
                new long[] {2, 3, 4, 5, 6});
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void tiledAgreesWithScalar(long[] shape) {
        assertAgrees(HostKernel.TILED, shape);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void vectorAgreesWithScalar(long[] shape) {
        assertAgrees(HostKernel.VECTOR, shape);
    }

    private static void assertAgrees(HostKernel host, long[] shape) {
        RULES.forEach(rule -> assertAgrees(host, rule, shape));
    }

    private static void assertAgrees(HostKernel host, UpdateRule rule, long[] shape) {
        for (AxisOrder order : AxisOrder.values()) {
            TensorLayout layout = TensorLayout.of(shape, order);
            TensorState state = new TensorState(layout);
            try (CpuKernel kernel = host.create(1)) {
                compare(
                        rule,
                        layout,
                        (p, g) ->
                                kernel.update(
                                        rule, state, FloatBuffer.wrap(p), FloatBuffer.wrap(g), ETA),
                        state::arrays);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void ndArrayAgreesWithScalar(long[] shape) {
        try (NDManager manager = NDManager.newBaseManager()) {
            for (UpdateRule rule : RULES) {
                DeviceKernel kernel = new NDArrayKernel(manager, rule, GradientPolicy.OFFICIAL);
                compareOnDevice(manager, rule, kernel, shape);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void torchScriptAgreesWithScalar(long[] shape) {
        try (NDManager manager = NDManager.newBaseManager()) {
            for (UpdateRule rule : RULES) {
                DeviceKernel kernel = new TorchScriptKernel(manager, rule, GradientPolicy.OFFICIAL);
                compareOnDevice(manager, rule, kernel, shape);
            }
        }
    }

    private static void compareOnDevice(
            NDManager manager, UpdateRule rule, DeviceKernel kernel, long[] shape) {
        for (AxisOrder order : AxisOrder.values()) {
            TensorLayout layout = TensorLayout.of(shape, order);
            NDArrayTensorState state = new NDArrayTensorState(manager, layout, 1);
            NDArray eta = manager.create(ETA);
            compare(
                    rule,
                    layout,
                    (p, g) -> {
                        try (NDManager scope = manager.newSubManager()) {
                            NDArray weight = scope.create(p, new Shape(shape));
                            NDArray gradient = scope.create(g, new Shape(shape));
                            NDArray skipped =
                                    kernel.update(
                                            state,
                                            new NDList(weight),
                                            new NDList(gradient),
                                            eta,
                                            0);
                            assertEquals(0, skipped.getFloat());
                            skipped.close();
                            float[] moved = weight.toFloatArray();
                            System.arraycopy(moved, 0, p, 0, p.length);
                        }
                    },
                    () -> state.read(0));
        }
    }

    private interface Update {
        void apply(float[] p, float[] g);
    }

    private interface State {
        Map<String, float[]> arrays();
    }

    /** Each step starts from the scalar kernel's parameter, so that rounding can't build up. */
    private static void compare(UpdateRule rule, TensorLayout layout, Update update, State state) {
        RandomGenerator random = new SplittableRandom(layout.size());
        ScalarKernel oracle = new ScalarKernel();
        TensorState expected = new TensorState(layout);
        float[] p = gaussian(random, layout.size(), 1);
        for (int step = 0; step < STEPS; step++) {
            double scale = step == 10 ? 0 : step == 15 ? 1e5 : step == 20 ? 1e-12 : 1;
            float[] g = gaussian(random, layout.size(), scale);
            float[] before = p.clone();
            float[] actual = p.clone();
            oracle.update(rule, expected, FloatBuffer.wrap(p), FloatBuffer.wrap(g), ETA);
            update.apply(actual, g);
            assertClose(
                    "step " + step,
                    displacement(before, p),
                    displacement(before, actual),
                    STEP_TOLERANCE);
            Map<String, float[]> arrays = state.arrays();
            expected.arrays()
                    .forEach(
                            (name, values) ->
                                    assertClose(name, values, arrays.get(name), STATE_TOLERANCE));
        }
    }

    private static void assertClose(
            String what, float[] expected, float[] actual, double tolerance) {
        double largest = 0;
        double deviation = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            deviation = Math.max(deviation, Math.abs(expected[i] - actual[i]));
        }
        double relative = largest == 0 ? deviation : deviation / largest;
        assertTrue(relative <= tolerance, what + " deviates by " + relative + " of its maximum");
    }

    @Test
    void nanIsSkippedWithoutATrace() {
        for (long[] shape : new long[][] {{7}, {5, 6}, {3, 3, 4, 8}}) {
            TensorLayout layout = TensorLayout.of(shape, AxisOrder.DJL);
            for (HostKernel host : HostKernel.values()) {
                CpuKernel kernel = host.create(1);
                TensorState state = new TensorState(layout);
                float[] p = gaussian(new SplittableRandom(1), layout.size(), 1);
                float[] g = p.clone();
                kernel.update(RULE, state, FloatBuffer.wrap(p), FloatBuffer.wrap(g), 1);
                float[] before = p.clone();
                float[] row = state.arrays().get("m0").clone();
                g[layout.size() - 1] = Float.NaN;
                boolean updated =
                        kernel.update(
                                RULE,
                                state,
                                FloatBuffer.wrap(p),
                                FloatBuffer.wrap(g),
                                GradientPolicy.SKIP_NAN,
                                1,
                                0.1f);
                assertEquals(false, updated);
                assertArrayEquals(before, p);
                assertArrayEquals(row, state.arrays().get("m0"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void infiniteGradientsAreClipped(HostKernel host) {
        TensorLayout layout = TensorLayout.of(new long[] {5, 6}, AxisOrder.DJL);
        float[] infinite = gaussian(new SplittableRandom(1), 30, 1);
        float[] large = infinite.clone();
        infinite[3] = Float.POSITIVE_INFINITY;
        infinite[4] = Float.NEGATIVE_INFINITY;
        large[3] = 1000;
        large[4] = -1000;
        float[] p1 = gaussian(new SplittableRandom(2), 30, 1);
        float[] p2 = p1.clone();
        CpuKernel kernel = host.create(1);
        KernelCase.update(
                kernel, new TensorState(layout), p1, infinite, GradientPolicy.OFFICIAL, 0);
        KernelCase.update(kernel, new TensorState(layout), p2, large, GradientPolicy.OFFICIAL, 0);
        assertArrayEquals(p2, p1);
    }

    /** Their decay would end at a subnormal number that rounding keeps, and that takes long. */
    @Test
    void momentaOfAGradientThatStoppedBecomeZero() {
        TensorLayout layout = TensorLayout.of(new long[] {9, 13}, AxisOrder.DJL);
        TensorState state = new TensorState(layout);
        float[] p = gaussian(new SplittableRandom(1), layout.size(), 1);
        float[] g = gaussian(new SplittableRandom(2), layout.size(), 1e-36);
        try (CpuKernel kernel = HostKernel.VECTOR.create(1)) {
            for (int step = 0; step < 200; step++) {
                KernelCase.update(kernel, state, p, g, GradientPolicy.OFFICIAL, 0);
                Arrays.fill(g, 0);
                for (float m : state.arrays().get("m0")) {
                    assertTrue(m == 0 || Math.abs(m) >= Float.MIN_NORMAL, m + " at step " + step);
                }
            }
        }
        assertArrayEquals(new float[layout.size()], state.arrays().get("m0"));
    }
}
