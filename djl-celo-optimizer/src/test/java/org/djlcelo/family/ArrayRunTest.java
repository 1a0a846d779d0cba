package org.djlcelo.family;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.djlcelo.kernel.AxisOrder;
import org.djlcelo.kernel.HostKernel;
import org.djlcelo.kernel.TensorLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A run on an engine's arrays is the run in Java, but for rounding. */
class ArrayRunTest {

    private static final long[][] SHAPES = {
        {}, {1}, {7}, {5, 3}, {3, 5}, {1, 4}, {6, 6}, {2, 3, 5}, {4, 3, 2, 3}, {2, 1, 3, 2, 2},
    };

    private static final int STEPS = 6;

    /** Random rules make steps that the parameters would round away. */
    private static final float MULTIPLIER = 100;

    /** How far sums in float32 may be from sums in double precision. */
    private static final float TOLERANCE = 2e-5f;

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    static Stream<Arguments> subjectsInBothOrders() {
        return subjects()
                .flatMap(
                        subject ->
                                Arrays.stream(AxisOrder.values())
                                        .map(order -> Arguments.of(subject, order)));
    }

    static Stream<Subject> subjects() {
        return FamilyContractTest.subjects().filter(s -> s.rule() instanceof ArrayRule);
    }

    /** Celo computes on arrays in its own optimizer. */
    @Test
    void allRivalsComputeOnArrays() {
        List<String> rest =
                LearnedRules.all().stream()
                        .filter(rule -> !(rule instanceof ArrayRule))
                        .map(LearnedRule::name)
                        .toList();
        assertEquals(List.of("celo", "celo-rule"), rest);
    }

    private static RunPlan plan(AxisOrder order) {
        List<TensorLayout> layouts =
                Arrays.stream(SHAPES).map(shape -> TensorLayout.of(shape, order)).toList();
        return RunPlan.of(layouts, Subject.TOTAL).withKernel(HostKernel.TILED, 1);
    }

    private ArrayRun begin(Subject subject, RunPlan plan) {
        return ((ArrayRule) subject.rule()).beginOnArrays(subject.theta(1), plan, manager);
    }

    /** Makes a step and subtracts it, unless it is skipped. */
    private void step(ArrayRun run, float loss, NDArray skip, float[][] p, float[][] g) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDList steps =
                    run.step(
                            manager.create(new float[] {loss}),
                            skip,
                            new NDList(Arrays.stream(p).map(manager::create).toList()),
                            new NDList(Arrays.stream(g).map(manager::create).toList()));
            assertEquals(p.length, steps.size());
            for (int t = 0; t < p.length; t++) {
                float[] change = steps.get(t).toFloatArray();
                assertEquals(p[t].length, change.length);
                for (int i = 0; i < change.length; i++) {
                    p[t][i] -= MULTIPLIER * change[i];
                }
            }
        }
    }

    private static float[][] copy(float[][] arrays) {
        return Arrays.stream(arrays).map(float[]::clone).toArray(float[][]::new);
    }

    /** Steps are compared, not parameters: these would hide differences of small steps. */
    @ParameterizedTest
    @MethodSource("subjectsInBothOrders")
    void stepsAgreeWithJava(Subject subject, AxisOrder order) {
        RunPlan plan = plan(order);
        float[][] expected = Subject.start(plan.tensors());
        ArrayRun run = begin(subject, plan);
        try (LearnedRun java = subject.rule().begin(subject.theta(1), plan)) {
            for (int step = 0; step < STEPS; step++) {
                float[][] before = copy(expected);
                float[][] actual = copy(expected);
                float[][] g = Subject.gradients(plan.tensors(), step);
                g[3][0] = step == 2 ? 5000 : g[3][0];
                java.step(Subject.loss(step), MULTIPLIER, expected, g);
                step(run, Subject.loss(step), null, actual, g);
                for (int t = 0; t < expected.length; t++) {
                    assertNear(before[t], expected[t], actual[t], "step " + step + " " + t);
                }
            }
            assertNear(java.state(), run.read());
        }
    }

    private static void assertNear(
            float[] before, float[] expected, float[] actual, String message) {
        float largest = 0;
        for (int i = 0; i < before.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i] - before[i]));
        }
        assertTrue(largest > 0, message + ": nothing moved");
        // the last digit of a parameter of about 1 is all that shows of steps that are smaller
        float tolerance = 3e-4f * largest + 2.4e-7f;
        assertArrayEquals(expected, actual, tolerance, message);
    }

    private static void assertNear(RunState expected, RunState actual) {
        assertNear(expected.shared(), actual.shared());
        for (int t = 0; t < expected.tensors().size(); t++) {
            assertNear(expected.tensors().get(t), actual.tensors().get(t));
        }
    }

    private static void assertNear(Map<String, float[]> expected, Map<String, float[]> actual) {
        assertEquals(expected.keySet(), actual.keySet());
        expected.forEach(
                (name, values) -> {
                    float largest = 1e-6f;
                    for (float value : values) {
                        largest = Math.max(largest, Math.abs(value));
                    }
                    assertArrayEquals(values, actual.get(name), TOLERANCE * largest, name);
                });
    }

    /** What one saved the other goes on from, and a run on arrays from its own to the last bit. */
    @ParameterizedTest
    @MethodSource("subjects")
    void statesAreExchangeable(Subject subject) {
        RunPlan plan = plan(AxisOrder.DJL);
        float[][] p = Subject.start(plan.tensors());
        ArrayRun run = begin(subject, plan);
        for (int step = 0; step < 3; step++) {
            step(run, Subject.loss(step), null, p, Subject.gradients(plan.tensors(), step));
        }
        RunState saved = run.read();
        float[][] again = copy(p);
        float[][] expected = copy(p);
        float[][] g = Subject.gradients(plan.tensors(), 3);
        step(run, Subject.loss(3), null, p, g);
        ArrayRun second = begin(subject, plan);
        second.write(saved);
        step(second, Subject.loss(3), null, again, g);
        try (LearnedRun java = subject.rule().begin(subject.theta(1), plan)) {
            java.restore(saved);
            float[][] before = copy(expected);
            java.step(Subject.loss(3), MULTIPLIER, expected, g);
            for (int t = 0; t < p.length; t++) {
                assertArrayEquals(p[t], again[t]);
                assertNear(before[t], expected[t], p[t], "tensor " + t);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void aSkippedStepIsForgotten(Subject subject) {
        RunPlan plan = plan(AxisOrder.DJL);
        float[][] p = Subject.start(plan.tensors());
        ArrayRun run = begin(subject, plan);
        NDArray yes = manager.create(new boolean[] {true});
        NDArray no = manager.create(new boolean[] {false});
        step(run, 1, no, p, Subject.gradients(plan.tensors(), 0));
        RunState before = run.read();
        float[][] zeros = Arrays.stream(p).map(a -> new float[a.length]).toArray(float[][]::new);
        step(run, 0, yes, copy(p), zeros);
        RunState after = run.read();
        before.shared().forEach((name, v) -> assertArrayEquals(v, after.shared().get(name), name));
        for (int t = 0; t < p.length; t++) {
            Map<String, float[]> same = after.tensors().get(t);
            before.tensors()
                    .get(t)
                    .forEach((name, v) -> assertArrayEquals(v, same.get(name), name));
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void theNumberOfArraysIsConstant(Subject subject) {
        RunPlan plan = plan(AxisOrder.DJL);
        float[][] p = Subject.start(plan.tensors());
        ArrayRun run = begin(subject, plan);
        Set<Integer> counts = new HashSet<>();
        for (int step = 0; step < STEPS; step++) {
            step(run, 1, null, p, Subject.gradients(plan.tensors(), step));
            if (step > 0) {
                counts.add(manager.getManagedArrays().size());
            }
        }
        assertEquals(1, counts.size(), counts.toString());
    }
}
