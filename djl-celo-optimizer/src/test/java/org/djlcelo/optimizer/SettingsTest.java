package org.djlcelo.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Scheduler;
import org.djlcelo.lopt.SchedulerState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every setting does what its Javadoc says, in both kinds of memory. */
class SettingsTest {

    private static final int TOTAL = 50;
    private static final int STEPS = 5;
    private static final Shape MATRIX = new Shape(3, 4);

    /** Adam and Celo, as they share the code of the settings but not of the update. */
    private interface Rule {
        LearnedOptimizer build(Memory memory);
    }

    private static Rule celo(UnaryOperator<CeloOptimizer.Builder> settings) {
        return memory ->
                memory.build(
                        () ->
                                settings.apply(
                                                CeloOptimizer.builder()
                                                        .setTotalSteps(TOTAL)
                                                        .optWeights(Toy.celo()))
                                        .build());
    }

    private static Rule adam(UnaryOperator<CeloAdamOptimizer.Builder> settings) {
        return memory ->
                memory.build(
                        () ->
                                settings.apply(
                                                CeloAdamOptimizer.builder()
                                                        .setTotalSteps(TOTAL)
                                                        .optWeights(
                                                                Toy.theta(Architecture.CELO_ADAM)))
                                        .build());
    }

    private interface GradientChange {
        float apply(float value);
    }

    /** The values of a matrix and a vector after a few steps with changed gradients. */
    private static List<float[]> run(Rule rule, Memory memory, GradientChange change) {
        try (NDManager manager = NDManager.newBaseManager();
                LearnedOptimizer optimizer = rule.build(memory)) {
            Weight matrix = Weight.of(manager, "matrix", MATRIX);
            Weight vector = Weight.of(manager, "vector", new Shape(7));
            for (int step = 0; step < STEPS; step++) {
                optimizer.observe(1f / (1 + step));
                for (Weight weight : List.of(matrix, vector)) {
                    float[] gradient = weight.gradient(step);
                    for (int i = 0; i < gradient.length; i++) {
                        gradient[i] = change.apply(gradient[i]);
                    }
                    weight.update(optimizer, gradient);
                }
            }
            return List.of(matrix.values(), vector.values());
        }
    }

    private static void assertSame(List<float[]> expected, List<float[]> actual) {
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), actual.get(i));
        }
    }

    private static void assertDifferent(List<float[]> a, List<float[]> b) {
        assertNotEquals(a.get(0)[0], b.get(0)[0]);
    }

    @ParameterizedTest
    @EnumSource
    void rescalingEqualsScaledGradients(Memory memory) {
        assertSame(
                run(celo(b -> b), memory, g -> g * 0.25f),
                run(celo(b -> b.setRescaleGrad(0.25f)), memory, g -> g));
        assertSame(
                run(adam(b -> b), memory, g -> g * 0.25f),
                run(adam(b -> b.setRescaleGrad(0.25f)), memory, g -> g));
        assertDifferent(
                run(celo(b -> b), memory, g -> g),
                run(celo(b -> b.setRescaleGrad(0.25f)), memory, g -> g));
    }

    @ParameterizedTest
    @EnumSource
    void clippingCutsBothSidesAfterRescaling(Memory memory) {
        GradientChange clipped = g -> Math.max(-0.3f, Math.min(0.3f, 2 * g));
        assertSame(
                run(celo(b -> b), memory, clipped),
                run(celo(b -> b.setRescaleGrad(2).optClipGrad(0.3f)), memory, g -> g));
        assertSame(
                run(adam(b -> b), memory, clipped),
                run(adam(b -> b.setRescaleGrad(2).optClipGrad(0.3f)), memory, g -> g));
    }

    @ParameterizedTest
    @EnumSource
    void aNegativeBoundIsNone(Memory memory) {
        assertSame(
                run(celo(b -> b), memory, g -> g),
                run(celo(b -> b.optClipGrad(-1)), memory, g -> g));
    }

    /** p loses 0.001·η·decay·p of its old value, apart from the step of the rule. */
    @ParameterizedTest
    @EnumSource
    void weightDecayIsDecoupledAndSparesWhatTheFilterSays(Memory memory) {
        float decay = 20;
        for (Rule[] pair :
                new Rule[][] {
                    {
                        celo(b -> b),
                        celo(b -> b.optWeightDecays(decay).optWeightDecayFilter(MATRIX::equals))
                    },
                    {
                        adam(b -> b),
                        adam(b -> b.optWeightDecays(decay).optWeightDecayFilter(MATRIX::equals))
                    }
                }) {
            try (NDManager manager = NDManager.newBaseManager();
                    LearnedOptimizer plain = pair[0].build(memory);
                    LearnedOptimizer decayed = pair[1].build(memory)) {
                Weight matrix = Weight.of(manager, "matrix", MATRIX);
                Weight other = Weight.of(manager, "matrix", MATRIX);
                float[] start = matrix.values();
                float[] gradient = matrix.gradient(0);
                plain.observe(1);
                decayed.observe(1);
                matrix.update(plain, gradient);
                other.update(decayed, gradient);
                float[] expected = matrix.values();
                for (int i = 0; i < start.length; i++) {
                    expected[i] -= 0.001f * plain.lastEta() * decay * start[i];
                }
                assertArrayEquals(expected, other.values(), 1e-7f);

                Weight vector = Weight.of(manager, "vector", new Shape(7));
                Weight spared = Weight.of(manager, "vector", new Shape(7));
                vector.update(plain, vector.gradient(0));
                spared.update(decayed, vector.gradient(0));
                assertArrayEquals(vector.values(), spared.values());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void weightDecayAppliesToAllByDefault(Memory memory) {
        List<float[]> plain = run(celo(b -> b), memory, g -> g);
        List<float[]> decayed = run(celo(b -> b.optWeightDecays(20)), memory, g -> g);
        assertDifferent(plain, decayed);
        assertNotEquals(plain.get(1)[0], decayed.get(1)[0]);
    }

    /** The rule alone: η is the multiplier, and no loss is needed. */
    @ParameterizedTest
    @EnumSource
    void withoutSchedulerTheMultiplierIsEta(Memory memory) {
        try (NDManager manager = NDManager.newBaseManager();
                LearnedOptimizer once =
                        celo(b -> b.optScheduler(false).optMultiplier(8)).build(memory);
                LearnedOptimizer learned = celo(b -> b).build(memory)) {
            Weight weight = Weight.of(manager, "matrix", MATRIX);
            Weight same = Weight.of(manager, "matrix", MATRIX);
            float[] start = weight.values();
            for (int step = 1; step <= 3; step++) {
                weight.update(once, weight.gradient(step));
                assertEquals(8, once.lastEta());
                assertEquals(step, once.step());
            }
            // the first step of the learned schedule differs by its η alone
            learned.observe(1);
            same.update(learned, same.gradient(1));
            try (LearnedOptimizer fixed =
                    celo(b -> b.optScheduler(false).optMultiplier(learned.lastEta()))
                            .build(memory)) {
                Weight third = Weight.of(manager, "matrix", MATRIX);
                assertArrayEquals(start, third.values());
                third.update(fixed, third.gradient(1));
                assertArrayEquals(same.values(), third.values());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void weightsThatHaveNoSchedulerAreTheRuleAlone(Memory memory) {
        assertSame(
                run(celo(b -> b.optScheduler(false)), memory, g -> g),
                run(
                        celo(b -> b.optWeights(Toy.celo().part(Architecture.CELO_RULE))),
                        memory,
                        g -> g));
    }

    @ParameterizedTest
    @EnumSource
    void withoutSchedulerALossThatIsSeenOpensNoStep(Memory memory) {
        try (NDManager manager = NDManager.newBaseManager();
                LearnedOptimizer once = celo(b -> b.optScheduler(false)).build(memory)) {
            Weight first = Weight.of(manager, "first", MATRIX);
            Weight second = Weight.of(manager, "second", MATRIX);
            for (int step = 1; step <= 4; step++) {
                once.observe(1);
                first.update(once, first.gradient(step));
                second.update(once, second.gradient(step));
                assertEquals(step, once.step());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theMultiplierMultipliesEta(Memory memory) {
        assertEquals(
                etas(celo(b -> b), memory).stream().map(eta -> eta * 3).toList(),
                etas(celo(b -> b.optMultiplier(3)), memory));
    }

    @ParameterizedTest
    @EnumSource
    void theBeginStepCountsInTheProgress(Memory memory) {
        Scheduler scheduler = Scheduler.of(Toy.celo());
        SchedulerState state = scheduler.newState(TOTAL);
        state.setStep(20);
        List<Float> expected = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            expected.add(scheduler.step(state, 1f / (1 + step)));
        }
        List<Float> actual = etas(celo(b -> b.optBeginNumUpdate(20)), memory);
        for (int step = 0; step < STEPS; step++) {
            assertEquals(expected.get(step), actual.get(step), 1e-5f * expected.get(step));
        }
        assertNotEquals(etas(celo(b -> b), memory).get(0), actual.get(0));
    }

    private static List<Float> etas(Rule rule, Memory memory) {
        List<Float> etas = new ArrayList<>();
        try (NDManager manager = NDManager.newBaseManager();
                LearnedOptimizer optimizer = rule.build(memory)) {
            Weight weight = Weight.of(manager, "vector", new Shape(7));
            int before = optimizer.step();
            for (int step = 0; step < STEPS; step++) {
                optimizer.observe(1f / (1 + step));
                weight.update(optimizer, weight.gradient(step));
                etas.add(optimizer.lastEta());
            }
            assertEquals(before + STEPS, optimizer.step());
        }
        return etas;
    }

    @Test
    void theScalarKernelCanBeForced() {
        System.setProperty(Kernel.PROPERTY, "scalar");
        try (NDManager manager = NDManager.newBaseManager();
                LearnedOptimizer scalar =
                        CeloOptimizer.builder()
                                .setTotalSteps(TOTAL)
                                .optWeights(Toy.celo())
                                .build();
                LearnedOptimizer tiled = celo(b -> b).build(Memory.HOST)) {
            Weight a = Weight.of(manager, "matrix", MATRIX);
            Weight b = Weight.of(manager, "matrix", MATRIX);
            scalar.observe(1);
            tiled.observe(1);
            a.update(scalar, a.gradient(0));
            b.update(tiled, b.gradient(0));
            assertArrayEquals(a.values(), b.values(), 1e-7f);
        } finally {
            System.clearProperty(Kernel.PROPERTY);
        }
    }
}
