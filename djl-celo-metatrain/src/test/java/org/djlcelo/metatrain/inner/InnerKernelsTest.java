package org.djlcelo.metatrain.inner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.djlcelo.data.EmbeddedData;
import org.djlcelo.data.ImagePipeline;
import org.djlcelo.data.ImagePipeline.Colour;
import org.djlcelo.data.Split;
import org.djlcelo.kernel.AxisOrder;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.kernel.TensorState;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Initializer;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.Scheduler;
import org.djlcelo.lopt.SchedulerState;
import org.djlcelo.lopt.UpdateRule;
import org.djlcelo.metatrain.pes.Unroll;
import org.djlcelo.random.Key;
import org.djlcelo.random.KeyedRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The fast kernels against those that read like the formulas. */
class InnerKernelsTest {

    private static final MetaParameters THETA =
            Initializer.random(Architecture.CELO, Key.of(6).random());
    private static final UpdateRule RULE = UpdateRule.of(THETA);

    /** Makes steps as large as the parameters, whose rounding would hide their errors otherwise. */
    private static final float ETA = 100;

    static Stream<Arguments> tensors() {
        long[][] shapes = {
            {},
            {1},
            {10},
            {32},
            {61},
            {64, 32},
            {32, 64},
            {10, 32},
            {1, 32},
            {32, 32},
            {128, 96},
            {5, 7},
            {13, 1},
            {3, 3, 4, 32}
        };
        List<Arguments> all = new ArrayList<>();
        for (TestKernels kernels : TestKernels.values()) {
            for (long[] shape : shapes) {
                for (AxisOrder order : AxisOrder.values()) {
                    all.add(Arguments.of(kernels, TensorLayout.of(shape, order), order));
                }
            }
        }
        return all.stream();
    }

    /** Gradients of all sizes, some zero, some clipped; the error of every single step counts. */
    @ParameterizedTest
    @MethodSource("tensors")
    void updateIsThatOfTheScalarKernel(TestKernels kernels, TensorLayout layout) {
        TensorState expected = new TensorState(layout);
        TensorState actual = new TensorState(layout);
        TensorUpdate oracle = new TestKernels.Oracle().tensorUpdate(expected, 4);
        TensorUpdate update = kernels.kernels.tensorUpdate(actual, 4);
        KeyedRandom random = Key.of(layout.size()).random();
        float[] p = new float[layout.size()];
        float[] g = new float[layout.size()];
        for (int i = 0; i < p.length; i++) {
            p[i] = (float) random.nextGaussian();
        }
        for (int step = 0; step < 25; step++) {
            double size = Math.pow(10, step % 9 - 4);
            for (int i = 0; i < g.length; i++) {
                g[i] = step == 10 ? 0 : (float) (size * random.nextGaussian());
            }
            float[] before = p.clone();
            float[] q = p.clone();
            oracle.update(RULE, ETA, p, g);
            update.update(RULE, ETA, q, g);
            double largest = 1e-30;
            for (int i = 0; i < p.length; i++) {
                largest = Math.max(largest, Math.abs(p[i] - before[i]) + 0.1 * Math.abs(p[i]));
            }
            for (int i = 0; i < p.length; i++) {
                assertEquals(p[i], q[i], 3e-6 * largest, "step " + step + ", element " + i);
            }
            assertAccumulatorsEqual(expected, actual);
        }
    }

    private static void assertAccumulatorsEqual(TensorState expected, TensorState actual) {
        expected.arrays()
                .forEach(
                        (name, array) -> {
                            float[] other = actual.arrays().get(name);
                            double largest = 1e-30;
                            for (float x : array) {
                                largest = Math.max(largest, Math.abs(x));
                            }
                            for (int i = 0; i < array.length; i++) {
                                assertEquals(array[i], other[i], 1e-6 * largest, name + " " + i);
                            }
                        });
    }

    @ParameterizedTest
    @EnumSource(TestKernels.class)
    void nonFiniteGradientsSpoilTheTensorAsTheyDoOfficially(TestKernels kernels) {
        TensorLayout layout = TensorLayout.of(new long[] {64, 32}, AxisOrder.REFERENCE);
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            float[] p = new float[2048];
            float[] q = new float[2048];
            float[] g = new float[2048];
            g[77] = bad;
            new TestKernels.Oracle().tensorUpdate(new TensorState(layout), 4).update(RULE, 1, p, g);
            kernels.kernels.tensorUpdate(new TensorState(layout), 4).update(RULE, 1, q, g);
            assertArrayEquals(p, q, 1e-8f);
            assertEquals(Float.isNaN(bad), Float.isNaN(q[0]));
        }
    }

    /** The scheduler's own network is the oracle; the state goes on, so errors may add up. */
    @ParameterizedTest
    @EnumSource(TestKernels.class)
    void scheduleIsThatOfTheScheduler(TestKernels kernels) {
        Scheduler scheduler = Scheduler.of(THETA);
        SchedulerNetwork network = new SchedulerNetwork(Architecture.CELO, kernels.kernels);
        network.use(Stage.SCHEDULER.extract(THETA), Stage.SCHEDULER.trained(Architecture.CELO));
        SchedulerState expected = scheduler.newState(100);
        SchedulerState actual =
                SchedulerState.begin(100, network.initialHidden(), network.initialCell());
        for (int step = 0; step < 120; step++) {
            float loss = (float) (2.3 * Math.exp(-0.03 * step) + 0.1 * Math.sin(step));
            float eta = scheduler.step(expected, loss);
            assertEquals(eta, actual.step(loss, network), 3e-6 * eta, "step " + step);
        }
    }

    /** Values far out saturate; small ones must not lose their sign. */
    @ParameterizedTest
    @EnumSource(TestKernels.class)
    void lstmIsThatOfTheFormula(TestKernels kernels) {
        float[] values = {0, 1e-6f, -1e-6f, 0.3f, -0.7f, 2, -3, 9, -12, 100, -100, 1000};
        int n = 64;
        float[] gates = new float[4 * n];
        float[] cell = new float[n];
        for (int i = 0; i < gates.length; i++) {
            gates[i] = values[i * 7 % values.length];
            cell[i % n] = values[i % 9];
        }
        float[] expectedCell = cell.clone();
        float[] expected = new float[n];
        float[] hidden = new float[n];
        new TestKernels.Oracle().advanceLstm(gates.clone(), expected, expectedCell);
        kernels.kernels.advanceLstm(gates, hidden, cell);
        for (int i = 0; i < n; i++) {
            assertEquals(expectedCell[i], cell[i], 3e-7 * Math.max(1, Math.abs(cell[i])));
            assertEquals(expected[i], hidden[i], 3e-7);
        }
    }

    /** Whole trajectories with restarts, while the optimizer is being changed. */
    @ParameterizedTest
    @EnumSource(TestKernels.class)
    void trajectoryIsThatOfTheFormulas(TestKernels kernels) {
        ImageMlpTask task =
                new ImageMlpTask(
                        "digits",
                        new ImagePipeline(8, 8, Colour.GREY)
                                .apply(EmbeddedData.digits(Split.TRAIN)),
                        Key.of(2));
        for (Stage stage : Stage.values()) {
            Episodes expected = episodes(task, stage, new TestKernels.Oracle());
            Episodes actual = episodes(task, stage, kernels.kernels);
            float[] theta = stage.extract(THETA);
            int restarts = 0;
            for (int truncation = 0; truncation < 4; truncation++) {
                theta[3] += 0.01f;
                Unroll a = new Unroll(20);
                Unroll b = new Unroll(20);
                expected.unroll(theta, a);
                actual.unroll(theta, b);
                for (int k = 0; k < a.length(); k++) {
                    assertEquals(a.loss(k), b.loss(k), 1e-4 * a.loss(k));
                    assertEquals(a.counted(k), b.counted(k));
                    assertEquals(a.done(k), b.done(k));
                    restarts += a.counted(k) ? 0 : 1;
                }
            }
            assertTrue(restarts >= 3);
        }
    }

    private static Episodes episodes(ImageMlpTask task, Stage stage, InnerKernels kernels) {
        return new Episodes(
                task,
                new Celo(stage, THETA, task.layouts(), kernels),
                new Episodes.Settings(Key.of(1), 0, 8, new Lengths(12, 30), Augmentation.CELO),
                kernels.lossGradient(task));
    }
}
