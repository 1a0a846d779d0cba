package org.djlcelo.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.Model;
import ai.djl.metric.Metrics;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Several devices, as far as one machine allows: DJL's {@code LocalParameterServer} updates copies
 * whose arrays are on the CPU but claim to be elsewhere ({@link FakeDevice}).
 *
 * <p>Untested on real GPUs: transfers between devices, and anything asynchronous.
 */
class DevicesTest {

    private static final int TOTAL = 20;
    private static final int STEPS = 6;

    private Model model;

    /** A program takes nothing but the engine's own arrays, and these only stand in for them. */
    static Stream<Arguments> all() {
        return ResumeTest.all().filter(arguments -> arguments.get()[0] != Memory.PROGRAM);
    }

    @BeforeEach
    void open() {
        model = Toy.model();
    }

    @AfterEach
    void close() {
        model.close();
    }

    private static void assertSame(List<float[]> expected, List<float[]> actual) {
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), actual.get(i));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void copiesMoveAsOneDeviceWithAllGradientsDoes(Memory memory, Family family) {
        try (Replicas replicas = new Replicas(model, family.build(memory, TOTAL));
                Alone alone = new Alone(model, family.build(memory, TOTAL))) {
            for (int step = 0; step < STEPS; step++) {
                float[] losses = {replicas.differentiate(step, 0), replicas.differentiate(step, 1)};
                replicas.step();
                alone.step(step, losses, 0, 1);
                assertEquals(step + 1, replicas.optimizer().step());
                assertEquals(alone.optimizer().lastEta(), replicas.optimizer().lastEta());
                assertSame(alone.values(), replicas.values(0));
                assertSame(alone.values(), replicas.values(1));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void theSchedulerRunsOncePerStep(Memory memory, Family family) {
        Metrics metrics = new Metrics();
        try (Replicas replicas = new Replicas(model, family.build(memory, TOTAL))) {
            replicas.optimizer().setMetrics(metrics);
            for (int step = 0; step < STEPS; step++) {
                replicas.differentiate(step, 0);
                replicas.differentiate(step, 1);
                replicas.step();
            }
        }
        assertEquals(STEPS, metrics.getMetric(LearnedOptimizer.ETA_METRIC).size());
    }

    @ParameterizedTest
    @MethodSource("all")
    void gradientsAreZeroOnEveryDevice(Memory memory, Family family) {
        try (Replicas replicas = new Replicas(model, family.build(memory, TOTAL))) {
            replicas.differentiate(0, 0);
            replicas.differentiate(0, 1);
            replicas.step();
            for (int device = 0; device < 2; device++) {
                for (float[] gradient : replicas.gradients(device)) {
                    assertArrayEquals(new float[gradient.length], gradient);
                }
            }
        }
    }

    /** DJL gives all copies the same gradient; were it not so, none would disturb another. */
    @ParameterizedTest
    @MethodSource("all")
    void everyDeviceKeepsItsOwnState(Memory memory, Family family) {
        try (Replicas replicas = new Replicas(model, family.build(memory, TOTAL));
                Alone first = new Alone(model, family.build(memory, TOTAL));
                Alone second = new Alone(model, family.build(memory, TOTAL))) {
            for (int step = 0; step < STEPS; step++) {
                float[] losses = {replicas.differentiate(step, 0), replicas.differentiate(step, 1)};
                replicas.stepOn(step % 2);
                replicas.stepOn(1 - step % 2);
                first.step(step, losses, 0);
                second.step(step, losses, 1);
                assertEquals(step + 1, replicas.optimizer().step());
                assertSame(first.values(), replicas.values(0));
                assertSame(second.values(), replicas.values(1));
            }
            assertFalse(Arrays.equals(first.values().get(0), second.values().get(0)));
        }
    }

    /** A last batch may be too small for all: DJL updates every copy all the same. */
    @ParameterizedTest
    @MethodSource("all")
    void aStepWithoutOneDevicesShareIsOneStep(Memory memory, Family family) {
        try (Replicas replicas = new Replicas(model, family.build(memory, TOTAL));
                Alone alone = new Alone(model, family.build(memory, TOTAL))) {
            for (int step = 0; step < STEPS; step++) {
                float loss = replicas.differentiate(step, 0);
                if (step % 3 == 1) {
                    replicas.step();
                    alone.step(step, new float[] {loss}, 0);
                } else {
                    float other = replicas.differentiate(step, 1);
                    replicas.step();
                    alone.step(step, new float[] {loss, other}, 0, 1);
                }
                assertEquals(step + 1, replicas.optimizer().step());
                assertSame(alone.values(), replicas.values(0));
                assertSame(alone.values(), replicas.values(1));
            }
        }
    }

    /** A device whose copies aren't updated in a step goes on in the next one. */
    @ParameterizedTest
    @MethodSource("all")
    void aStepThatLeavesADeviceOutIsOneStep(Memory memory, Family family) {
        try (Replicas replicas = new Replicas(model, family.build(memory, TOTAL))) {
            int steps = 0;
            for (int[] devices : new int[][] {{0, 1}, {0}, {0, 1}, {0}, {0}, {0, 1}, {1}, {1, 0}}) {
                for (int device : devices) {
                    replicas.differentiate(steps, device);
                }
                List<float[]> left = replicas.values(1);
                for (int device : devices) {
                    replicas.stepOn(device);
                }
                assertEquals(++steps, replicas.optimizer().step());
                boolean same = Arrays.equals(left.get(0), replicas.values(1).get(0));
                assertEquals(devices.length == 1 && devices[0] == 0, same);
            }
        }
    }

    /** {@code EasyTrain} with an executor doesn't wait for the other devices' backward passes. */
    @ParameterizedTest
    @MethodSource("all")
    void aShareThatComesLateOpensNoStep(Memory memory, Family family) {
        try (Replicas replicas = new Replicas(model, family.build(memory, TOTAL))) {
            for (int step = 0; step < STEPS; step++) {
                replicas.differentiate(step, 0);
                if (step % 2 == 0) {
                    replicas.differentiate(step, 1);
                    replicas.stepOn(0);
                } else {
                    replicas.stepOn(0);
                    replicas.differentiate(step, 1);
                }
                replicas.stepOn(1);
                assertEquals(step + 1, replicas.optimizer().step());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void aLoadedStateGoesToEveryDevice(Memory memory, Family family, @TempDir Path dir)
            throws Exception {
        Path file = dir.resolve("state");
        try (Replicas through = new Replicas(model, family.build(memory, TOTAL));
                Model other = Toy.model()) {
            train(through, 0, 3);
            through.copyTo(other);
            through.optimizer().save(file, model);
            train(through, 3, STEPS);
            try (LearnedOptimizer fresh = family.build(memory, TOTAL);
                    Replicas resumed = new Replicas(other, fresh)) {
                fresh.load(file, other);
                train(resumed, 3, STEPS);
                assertEquals(STEPS, fresh.step());
                for (int device = 0; device < 2; device++) {
                    assertSame(through.values(0), resumed.values(device));
                }
            }
        }
    }

    private static void train(Replicas replicas, int from, int to) {
        for (int step = from; step < to; step++) {
            replicas.differentiate(step, 0);
            replicas.differentiate(step, 1);
            replicas.step();
        }
    }
}
