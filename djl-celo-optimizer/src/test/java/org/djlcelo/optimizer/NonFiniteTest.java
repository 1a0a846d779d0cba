package org.djlcelo.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Scheduler;
import org.djlcelo.lopt.SchedulerState;
import org.djlcelo.testing.CapturedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** NaN and infinity in gradients and losses, skipped by default and destructive on request. */
class NonFiniteTest {

    private static final int TOTAL = 200;
    private static final float NAN = Float.NaN;
    private static final float INFINITY = Float.POSITIVE_INFINITY;

    private NDManager manager;
    private CapturedLog log;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager();
        log = new CapturedLog(BadSteps.class);
    }

    @AfterEach
    void close() {
        log.close();
        manager.close();
    }

    private static LearnedOptimizer celo(Memory memory, NonFinite nonFinite) {
        return memory.build(
                () ->
                        CeloOptimizer.builder()
                                .setTotalSteps(TOTAL)
                                .optWeights(Toy.celo())
                                .optNonFinite(nonFinite)
                                .build());
    }

    private static LearnedOptimizer adam(Memory memory, NonFinite nonFinite) {
        return memory.build(
                () ->
                        CeloAdamOptimizer.builder()
                                .setTotalSteps(TOTAL)
                                .optWeights(Toy.theta(Architecture.CELO_ADAM))
                                .optNonFinite(nonFinite)
                                .build());
    }

    private interface Gradients {
        /** The gradient of a weight in a step, null to leave the weight out. */
        float[] of(Weight weight, int step);
    }

    /** The values of a matrix, a vector and a scalar after each of eight steps. */
    private List<float[]> run(LearnedOptimizer optimizer, Gradients gradients) {
        List<float[]> values = new ArrayList<>();
        try (optimizer) {
            List<Weight> weights =
                    List.of(
                            Weight.of(manager, "matrix", new Shape(3, 4)),
                            Weight.of(manager, "vector", new Shape(7)),
                            Weight.of(manager, "scalar", new Shape()));
            for (int step = 1; step <= 8; step++) {
                optimizer.observe(1f / step);
                for (Weight weight : weights) {
                    float[] gradient = gradients.of(weight, step);
                    if (gradient != null) {
                        weight.update(optimizer, gradient);
                    }
                    values.add(weight.values());
                }
            }
        }
        return values;
    }

    private static void assertSame(List<float[]> expected, List<float[]> actual) {
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), actual.get(i), "array " + i);
        }
    }

    /** As if there had been no update: values and state of that tensor stay, the others move. */
    @ParameterizedTest
    @EnumSource
    void aNaNInAGradientSkipsItsTensor(Memory memory) {
        Gradients damaged =
                (weight, step) -> {
                    float[] gradient = weight.gradient(step);
                    if (step == 3 && !weight.id().equals("vector")) {
                        gradient[gradient.length - 1] = NAN;
                    }
                    return gradient;
                };
        Gradients leftOut =
                (weight, step) ->
                        step == 3 && !weight.id().equals("vector") ? null : weight.gradient(step);
        LearnedOptimizer celo = celo(memory, NonFinite.SKIP);
        assertSame(run(celo(memory, NonFinite.SKIP), leftOut), run(celo, damaged));
        assertEquals(2, celo.skippedTensors());
        LearnedOptimizer adam = adam(memory, NonFinite.SKIP);
        assertSame(run(adam(memory, NonFinite.SKIP), leftOut), run(adam, damaged));
        assertEquals(2, adam.skippedTensors());
        assertTrue(log.messages().get(0).contains("a gradient has NaN"), log.messages().get(0));
    }

    @ParameterizedTest
    @EnumSource
    void infiniteGradientsAreClipped(Memory memory) {
        for (NonFinite nonFinite : NonFinite.values()) {
            assertSame(
                    run(celo(memory, nonFinite), extreme(1000)),
                    run(celo(memory, nonFinite), extreme(INFINITY)));
            assertSame(
                    run(adam(memory, nonFinite), extreme(1000)),
                    run(adam(memory, nonFinite), extreme(INFINITY)));
        }
        assertEquals(List.of(), log.messages());
    }

    private static Gradients extreme(float value) {
        return (weight, step) -> {
            float[] gradient = weight.gradient(step);
            if (step == 3) {
                gradient[0] = value;
                gradient[gradient.length - 1] = -value;
            }
            return gradient;
        };
    }

    /** η of every step for a sequence of losses. */
    private List<Float> etas(LearnedOptimizer optimizer, float... losses) {
        List<Float> etas = new ArrayList<>();
        Weight weight = Weight.of(manager, "vector", new Shape(7));
        for (int step = 0; step < losses.length; step++) {
            optimizer.observe(losses[step]);
            weight.update(optimizer, weight.gradient(step));
            etas.add(optimizer.lastEta());
        }
        return etas;
    }

    private static void assertEtas(List<Float> expected, List<Float> actual, Memory memory) {
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            float tolerance = memory == Memory.HOST ? 0 : 5e-3f * expected.get(i);
            assertEquals(expected.get(i), actual.get(i), tolerance, "step " + i);
        }
    }

    /** Only progress goes on; what the scheduler remembers of losses stays. */
    @ParameterizedTest
    @EnumSource
    void aNonFiniteLossRepeatsTheLastEta(Memory memory) {
        float[] losses = {3, 2.5f, NAN, 2, INFINITY, -INFINITY, 1.8f, 1.7f};
        Scheduler scheduler = Scheduler.of(Toy.celo());
        SchedulerState state = scheduler.newState(TOTAL);
        List<Float> expected = new ArrayList<>();
        for (int k = 0; k < losses.length; k++) {
            if (Float.isFinite(losses[k])) {
                state.setStep(k);
                expected.add(scheduler.step(state, losses[k]));
            } else {
                expected.add(expected.get(k - 1));
            }
        }
        try (LearnedOptimizer celo = celo(memory, NonFinite.SKIP)) {
            assertEtas(expected, etas(celo, losses), memory);
        }
        assertTrue(log.messages().get(0).contains("the loss isn't finite"));
    }

    /** The first η is the same for every finite loss. */
    @ParameterizedTest
    @EnumSource
    void beforeTheFirstFiniteLossEtaIsThatOfAFirstStep(Memory memory) {
        Scheduler scheduler = Scheduler.of(Toy.celo());
        float first = scheduler.step(scheduler.newState(TOTAL), 123);
        SchedulerState state = scheduler.newState(TOTAL);
        state.setStep(2);
        float third = scheduler.step(state, 4);
        try (LearnedOptimizer celo = celo(memory, NonFinite.SKIP)) {
            assertEtas(List.of(first, first, third), etas(celo, NAN, INFINITY, 4), memory);
        }
    }

    @ParameterizedTest
    @EnumSource
    void twentyBadStepsInARowAreAnErrorThatNamesTheStep(Memory memory) {
        // steps 11 to 29 and 41 to 60 are bad, by loss or gradient
        try (LearnedOptimizer celo = celo(memory, NonFinite.SKIP)) {
            Weight weight = Weight.of(manager, "vector", new Shape(7));
            Weight other = Weight.of(manager, "matrix", new Shape(3, 4));
            int step = 0;
            IllegalStateException failure = null;
            while (failure == null && step < 150) {
                step++;
                boolean bad = step >= 11 && step <= 29 || step >= 41 && step <= 60;
                celo.observe(bad && step % 3 != 0 ? NAN : 1);
                float[] gradient = weight.gradient(step);
                gradient[2] = bad && step % 3 != 1 ? NAN : gradient[2];
                try {
                    weight.update(celo, gradient);
                    other.update(celo, other.gradient(step));
                } catch (IllegalStateException e) {
                    failure = e;
                }
            }
            String message = failure.getMessage();
            assertTrue(message.contains("in 20 steps in a row, the last of them step 60"), message);
            assertEquals(memory == Memory.HOST ? 60 : DeviceCounters.INTERVAL + 1, step);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nineteenBadStepsAreNot(Memory memory) {
        try (LearnedOptimizer celo = celo(memory, NonFinite.SKIP)) {
            float[] losses = new float[140];
            for (int i = 0; i < losses.length; i++) {
                losses[i] = i % 20 == 0 ? 1 : NAN;
            }
            etas(celo, losses);
        }
        int said = log.messages().size();
        assertTrue(said <= 8, "said only at the first and then ever more rarely, not " + said);
    }

    /** Reference, section 2.8: the tensor is NaN at once and for ever, the others never. */
    @ParameterizedTest
    @EnumSource
    void officiallyANaNInAGradientDestroysItsTensor(Memory memory) {
        for (boolean isCelo : new boolean[] {true, false}) {
            LearnedOptimizer optimizer =
                    isCelo ? celo(memory, NonFinite.OFFICIAL) : adam(memory, NonFinite.OFFICIAL);
            List<float[]> values =
                    run(
                            optimizer,
                            (weight, step) -> {
                                float[] gradient = weight.gradient(step);
                                if (step == 3 && weight.id().equals("matrix")) {
                                    gradient[5] = NAN;
                                }
                                return gradient;
                            });
            for (int i = 0; i < values.size(); i++) {
                boolean isMatrix = i % 3 == 0;
                boolean later = i >= 2 * 3;
                for (int k = 0; k < values.get(i).length; k++) {
                    boolean destroyed = isMatrix && later && (isCelo || k == 5);
                    assertEquals(destroyed, Float.isNaN(values.get(i)[k]), "array " + i);
                }
            }
            assertEquals(0, optimizer.skippedTensors());
        }
        assertEquals(List.of(), log.messages());
    }

    @ParameterizedTest
    @EnumSource
    void officiallyANaNLossDestroysEverythingAndNothingIsSaid(Memory memory) {
        float[] losses = new float[130];
        losses[0] = 2;
        losses[1] = NAN;
        try (LearnedOptimizer celo = celo(memory, NonFinite.OFFICIAL)) {
            List<Float> etas = etas(celo, losses);
            assertTrue(Float.isFinite(etas.get(0)));
            assertTrue(etas.stream().skip(1).allMatch(eta -> Float.isNaN(eta)));
        }
        assertEquals(List.of(), log.messages());
    }

    @ParameterizedTest
    @EnumSource
    void officiallyAnInfiniteLossIsClippedExceptAtFirst(Memory memory) {
        float[] losses = {3, 2.5f, 2, INFINITY, 1.8f};
        Scheduler scheduler = Scheduler.of(Toy.celo());
        SchedulerState state = scheduler.newState(TOTAL);
        List<Float> expected = new ArrayList<>();
        for (float loss : losses) {
            expected.add(scheduler.step(state, loss));
        }
        assertTrue(expected.stream().allMatch(eta -> Float.isFinite(eta)));
        try (LearnedOptimizer celo = celo(memory, NonFinite.OFFICIAL)) {
            assertEtas(expected, etas(celo, losses), memory);
        }
        try (LearnedOptimizer celo = celo(memory, NonFinite.OFFICIAL)) {
            List<Float> etas = etas(celo, INFINITY, 1, 1);
            assertTrue(etas.stream().allMatch(eta -> Float.isNaN(eta)), etas.toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aZeroGradientStillMovesATensor(Memory memory) {
        try (LearnedOptimizer celo = celo(memory, NonFinite.SKIP)) {
            Weight weight = Weight.of(manager, "matrix", new Shape(3, 4));
            float[] before = weight.values();
            for (int step = 0; step < 3; step++) {
                celo.observe(1);
                weight.update(celo, new float[12]);
            }
            float[] after = weight.values();
            for (int i = 0; i < 12; i++) {
                assertTrue(after[i] != before[i] && Float.isFinite(after[i]));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMissingLossIsAnErrorThatShowsTheLine(Memory memory) {
        try (LearnedOptimizer celo = celo(memory, NonFinite.SKIP)) {
            Weight weight = Weight.of(manager, "vector", new Shape(7));
            float[] start = weight.values();
            for (int attempt = 0; attempt < 2; attempt++) {
                assertMissing(celo, weight, 1);
                assertArrayEquals(start, weight.values());
            }
            celo.observe(1);
            weight.update(celo, weight.gradient(1));
            float[] moved = weight.values();
            for (int attempt = 0; attempt < 2; attempt++) {
                assertMissing(celo, weight, 2);
                assertArrayEquals(moved, weight.values());
            }
            celo.observe(1);
            weight.update(celo, weight.gradient(2));
            assertEquals(2, celo.step());
        }
    }

    private static void assertMissing(LearnedOptimizer celo, Weight weight, int step) {
        String message =
                assertThrows(
                                IllegalStateException.class,
                                () -> weight.update(celo, weight.gradient(1)))
                        .getMessage();
        assertTrue(message.contains("no training loss before step " + step), message);
        assertTrue(message.contains("DefaultTrainingConfig(celo.observe(Loss.soft"), message);
    }
}
