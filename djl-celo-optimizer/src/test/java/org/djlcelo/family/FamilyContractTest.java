package org.djlcelo.family;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.lopt.Architecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every learned optimizer promises; a new one is one more line in {@link LearnedRules}. */
class FamilyContractTest {

    private static final List<TensorLayout> LAYOUTS = Subject.layouts();

    static Stream<Subject> subjects() {
        return LearnedRules.all().stream().map(Subject::new);
    }

    /** The numbers of the specification. */
    @Test
    void countsAreThePapers() {
        Map<String, Integer> sizes =
                Map.of(
                        "celo", 37089,
                        "celo-rule", 159,
                        "adafac-mlp", 197,
                        "rnn-mlp", 35799,
                        "nnadam", 21896,
                        "velo-s", 46337,
                        "velo", 2320385,
                        "celo2", 347,
                        "celo2-base", 347);
        LearnedRules.all()
                .forEach(
                        rule ->
                                assertEquals(
                                        sizes.get(rule.name()),
                                        rule.architecture().size(),
                                        rule.name()));
    }

    @Test
    void namesAreUniqueAndUnknownOnesAreRefused() {
        Set<String> names = new HashSet<>();
        assertTrue(LearnedRules.all().stream().allMatch(rule -> names.add(rule.name())));
        String message =
                assertThrows(IllegalArgumentException.class, () -> LearnedRules.of("velox"))
                        .getMessage();
        assertTrue(message.contains("velox") && message.contains("velo-s"), message);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void weightFilesKnowTheArchitecture(Subject subject) {
        Architecture architecture = subject.rule().architecture();
        assertEquals(architecture, Architecture.of(architecture.name()));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void equalSeedsGiveEqualWeights(Subject subject) {
        LearnedRule rule = subject.rule();
        assertEquals(rule.initial(new Random(3)), rule.initial(new Random(3)));
        assertFalse(rule.initial(new Random(3)).equals(rule.initial(new Random(4))));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void fewStepsWithInitialWeightsStayFinite(Subject subject) {
        float[][] p = Subject.start(LAYOUTS);
        RunPlan plan = RunPlan.of(LAYOUTS, Subject.TOTAL);
        try (LearnedRun run = subject.rule().begin(subject.rule().initial(new Random(5)), plan)) {
            Subject.train(run, LAYOUTS, p, 0, 5);
        }
        assertFinite(p);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void gradientsAreNotChanged(Subject subject) {
        float[][] g = Subject.gradients(LAYOUTS, 0);
        g[0][0] = 5000;
        float[][] before = Arrays.stream(g).map(float[]::clone).toArray(float[][]::new);
        try (LearnedRun run = subject.begin(LAYOUTS)) {
            run.step(1, 1, Subject.start(LAYOUTS), g);
        }
        assertSame(before, g);
    }

    /** Zero gradients from the start are where a missing epsilon shows. */
    @ParameterizedTest
    @MethodSource("subjects")
    void zeroGradientsAndZeroParametersStayFinite(Subject subject) {
        float[][] p = zeros();
        try (LearnedRun run = subject.begin(LAYOUTS)) {
            for (int step = 0; step < 4; step++) {
                run.step(1, 1, p, zeros());
            }
        }
        assertFinite(p);
    }

    private static float[][] zeros() {
        return LAYOUTS.stream().map(layout -> new float[layout.size()]).toArray(float[][]::new);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void oddShapesAreUpdated(Subject subject) {
        List<TensorLayout> odd =
                Subject.layouts(
                        new long[] {},
                        new long[] {1},
                        new long[] {1021},
                        new long[] {1, 1},
                        new long[] {1, 7},
                        new long[] {31, 29},
                        new long[] {3, 1, 5},
                        new long[] {2, 3, 1, 2, 3});
        float[][] start = Subject.start(odd);
        float[][] p = Subject.start(odd);
        try (LearnedRun run = subject.begin(odd)) {
            Subject.train(run, odd, p, 0, 3);
        }
        assertFinite(p);
        for (int t = 0; t < p.length; t++) {
            assertFalse(Arrays.equals(start[t], p[t]), "tensor " + t);
        }
    }

    /** Whatever the run remembers must be in its state, and be taken over. */
    @ParameterizedTest
    @MethodSource("subjects")
    void aRestoredRunGoesOnBitForBit(Subject subject) {
        float[][] p = Subject.start(LAYOUTS);
        RunState saved;
        float[][] then;
        try (LearnedRun run = subject.begin(LAYOUTS)) {
            Subject.train(run, LAYOUTS, p, 0, 6);
            saved = run.state().copy();
            then = Arrays.stream(p).map(float[]::clone).toArray(float[][]::new);
            Subject.train(run, LAYOUTS, p, 6, 12);
        }
        float[][] unrestored = Arrays.stream(then).map(float[]::clone).toArray(float[][]::new);
        try (LearnedRun other = subject.begin(LAYOUTS)) {
            other.restore(saved);
            Subject.train(other, LAYOUTS, then, 6, 12);
        }
        assertSame(p, then);
        try (LearnedRun fresh = subject.begin(LAYOUTS)) {
            Subject.train(fresh, LAYOUTS, unrestored, 6, 12);
        }
        assertFalse(Arrays.deepEquals(p, unrestored), "the state mattered");
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void theStateOfOtherTensorsIsRefused(Subject subject) {
        try (LearnedRun run = subject.begin(LAYOUTS);
                LearnedRun other = subject.begin(Subject.layouts(new long[] {4, 3}))) {
            assertThrows(IllegalArgumentException.class, () -> other.restore(run.state().copy()));
        }
    }

    /** Only what belongs to a tensor may depend on tensors: files of states rely on it. */
    @ParameterizedTest
    @MethodSource("subjects")
    void sharedStateHasTheSameLengthForAllTensors(Subject subject) {
        try (LearnedRun run = subject.begin(LAYOUTS);
                LearnedRun other = subject.begin(Subject.layouts(new long[] {4, 3}))) {
            Map<String, float[]> shared = run.state().shared();
            assertEquals(shared.keySet(), other.state().shared().keySet());
            shared.forEach(
                    (name, values) ->
                            assertEquals(
                                    values.length, other.state().shared().get(name).length, name));
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void otherWeightsAreUsedFromTheNextStepOn(Subject subject) {
        float[][] same = Subject.start(LAYOUTS);
        float[][] other = Subject.start(LAYOUTS);
        float[][] untouched = Subject.start(LAYOUTS);
        try (LearnedRun a = subject.begin(LAYOUTS);
                LearnedRun b = subject.begin(LAYOUTS);
                LearnedRun c = subject.begin(LAYOUTS)) {
            Subject.train(a, LAYOUTS, same, 0, 3);
            Subject.train(b, LAYOUTS, other, 0, 3);
            a.use(subject.theta(1));
            b.use(subject.theta(2));
            Subject.train(a, LAYOUTS, same, 3, 6);
            Subject.train(b, LAYOUTS, other, 3, 6);
            Subject.train(c, LAYOUTS, untouched, 0, 6);
        }
        assertSame(untouched, same);
        assertFalse(Arrays.deepEquals(untouched, other));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void theMultiplierScalesTheStep(Subject subject) {
        float[][] none = moved(subject, 0);
        assertSame(Subject.start(LAYOUTS), none);
        float[][] start = Subject.start(LAYOUTS);
        // far above the parameters, so that these don't round the steps
        float[][] one = moved(subject, 1 << 24);
        float[][] two = moved(subject, 1 << 25);
        for (int t = 0; t < start.length; t++) {
            for (int i = 0; i < start[t].length; i++) {
                double first = (double) one[t][i] - start[t][i];
                double second = (double) two[t][i] - start[t][i];
                assertEquals(2 * first, second, 1e-5 * Math.abs(second) + 4e-6);
            }
        }
    }

    private static float[][] moved(Subject subject, float multiplier) {
        float[][] p = Subject.start(LAYOUTS);
        try (LearnedRun run = subject.begin(LAYOUTS)) {
            run.step(1, multiplier, p, Subject.gradients(LAYOUTS, 0));
        }
        return p;
    }

    /** Needs are promises in both directions. */
    @ParameterizedTest
    @MethodSource("subjects")
    void whatARuleNeedsMattersAndNothingElse(Subject subject) {
        Set<Need> needs = subject.rule().needs();
        float[][] usual = trained(subject, 0, Subject.TOTAL, LAYOUTS);
        assertEquals(
                needs.contains(Need.LOSS),
                !Arrays.deepEquals(usual, trained(subject, 0.7f, Subject.TOTAL, LAYOUTS)));
        assertEquals(
                needs.contains(Need.TOTAL_STEPS),
                !Arrays.deepEquals(usual, trained(subject, 0, 2 * Subject.TOTAL, LAYOUTS)));
        List<TensorLayout> first = LAYOUTS.subList(0, 1);
        assertEquals(
                needs.contains(Need.ALL_TENSORS),
                !Arrays.equals(usual[0], trained(subject, 0, Subject.TOTAL, first)[0]));
    }

    /** Where a rate is needed from outside, and there alone, matrices move by a fixed distance. */
    @ParameterizedTest
    @MethodSource("subjects")
    void whoseStepsHaveOneSizeNeedsALearningRate(Subject subject) {
        double[] first = new double[LAYOUTS.size()];
        double spread = 0;
        float[][] p = Subject.start(LAYOUTS);
        try (LearnedRun run = subject.begin(LAYOUTS)) {
            for (int step = 0; step < 6; step++) {
                float[][] before = Arrays.stream(p).map(float[]::clone).toArray(float[][]::new);
                run.step(Subject.loss(step), 1, p, Subject.gradients(LAYOUTS, step));
                for (int t = 0; t < p.length; t++) {
                    if (LAYOUTS.get(t).isFactored()) {
                        double distance = distance(before[t], p[t]);
                        first[t] = step == 0 ? distance : first[t];
                        spread = Math.max(spread, Math.abs(distance / first[t] - 1));
                    }
                }
            }
        }
        assertEquals(subject.rule().needs().contains(Need.LEARNING_RATE), spread < 1e-2);
    }

    private static double distance(float[] from, float[] to) {
        double squares = 0;
        for (int i = 0; i < from.length; i++) {
            squares += Math.pow((double) to[i] - from[i], 2);
        }
        return Math.sqrt(squares);
    }

    private static float[][] trained(
            Subject subject, float lossShift, int totalSteps, List<TensorLayout> layouts) {
        float[][] p = Subject.start(layouts);
        try (LearnedRun run = subject.begin(layouts, totalSteps)) {
            for (int step = 0; step < 6; step++) {
                // a shift that changes from step to step, because constant ones may cancel
                float loss = Subject.loss(step) + lossShift * (step % 2);
                run.step(loss, 1, p, Subject.gradients(layouts, step));
            }
        }
        return p;
    }

    private static void assertFinite(float[][] tensors) {
        for (float[] tensor : tensors) {
            for (float value : tensor) {
                assertTrue(Float.isFinite(value));
            }
        }
    }

    private static void assertSame(float[][] expected, float[][] actual) {
        for (int t = 0; t < expected.length; t++) {
            assertArrayEquals(expected[t], actual[t], "tensor " + t);
        }
    }
}
