package org.djlcelo.metatrain.inner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.djlcelo.kernel.AxisOrder;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.kernel.TensorState;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Initializer;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.TensorSpec;
import org.djlcelo.random.Key;
import org.djlcelo.testing.RecordedArrays;
import org.djlcelo.testing.SharedFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorScheduleTest {

    private static final Architecture TENSORS = Architecture.CELO_TENSOR_FEATURES;
    private static final MetaParameters THETA = Initializer.random(TENSORS, Key.of(6).random());
    private static final List<TensorLayout> LAYOUTS =
            List.of(
                    TensorLayout.of(new long[] {4, 3}, AxisOrder.REFERENCE),
                    TensorLayout.of(new long[] {3}, AxisOrder.REFERENCE));

    /** VeLO-S has the same LSTM on the same inputs, and its head gives ln(η/0.1). */
    @ParameterizedTest
    @EnumSource(TestKernels.class)
    void networkIsThatOfTheRecordedVelo(TestKernels kernels) throws IOException {
        RecordedArrays velo =
                RecordedArrays.read(
                        SharedFolder.require("reference/golden-baselines/learned_velo_s.npz"));
        SchedulerNetwork network = new SchedulerNetwork(TENSORS, kernels.kernels);
        network.use(scheduler(velo), TENSORS);
        int rows = (int) velo.shape("lstm_input")[0];
        float[][] hidden = repeat(network.initialHidden(), rows);
        float[][] cell = repeat(network.initialCell(), rows);
        float[] etas = new float[rows];
        for (int step = 0; step < velo.steps("lstm_input"); step++) {
            network.etas(split(velo.at("lstm_input", step), rows), hidden, cell, etas);
            float[] multipliers = velo.at("step_mult", step);
            float[][] hiddenThen = split(velo.at("lstm_hidden", step), rows);
            float[][] cellThen = split(velo.at("lstm_cell", step), rows);
            for (int t = 0; t < rows; t++) {
                assertArrayEquals(hiddenThen[t], hidden[t], 2e-5f, "step " + step);
                assertArrayEquals(cellThen[t], cell[t], 2e-5f, "step " + step);
                assertEquals(multipliers[t], Math.log(etas[t] / 0.1), 1e-4, "step " + step);
            }
        }
    }

    private static float[] scheduler(RecordedArrays velo) {
        float[] vector = new float[TENSORS.size()];
        for (TensorSpec tensor : TENSORS.tensors()) {
            float[] recorded = velo.get("theta/" + tensor.name());
            // its rule and its controls are other tensors, which the scheduler doesn't read
            if (recorded != null && recorded.length == tensor.size()) {
                System.arraycopy(recorded, 0, vector, TENSORS.offset(tensor.name()), tensor.size());
            }
        }
        return vector;
    }

    private static float[][] repeat(float[] row, int rows) {
        float[][] all = new float[rows][];
        Arrays.setAll(all, t -> row.clone());
        return all;
    }

    private static float[][] split(float[] values, int rows) {
        float[][] all = new float[rows][];
        int length = values.length / rows;
        Arrays.setAll(all, t -> Arrays.copyOfRange(values, t * length, (t + 1) * length));
        return all;
    }

    /** With no weight on a tensor's statistics it is Celo's, with one η for all. */
    @Test
    void withoutWeightOnStatisticsItIsCelos() {
        float[] vector = THETA.toVector();
        MetaParameters celo = Initializer.random(Architecture.CELO, Key.of(8).random());
        for (TensorSpec spec : Architecture.CELO.tensors()) {
            // further rows of the first layers belong to statistics and stay 0
            int at = TENSORS.offset(spec.name());
            Arrays.fill(vector, at, at + TENSORS.size(spec.name()), 0);
            System.arraycopy(celo.get(spec.name()), 0, vector, at, spec.size());
        }
        Celo expected = new Celo(Stage.SCHEDULER, celo, LAYOUTS);
        Celo actual = new Celo(Stage.SCHEDULER, new MetaParameters(TENSORS, vector), LAYOUTS);
        float[][] p = parameters();
        float[][] q = parameters();
        expected.restart(50);
        actual.restart(50);
        for (int step = 0; step < 50; step++) {
            float loss = 2 - 0.01f * step;
            expected.update(loss, p, gradients(step));
            actual.update(loss, q, gradients(step));
            assertEquals(expected.lastEta(), actual.lastEta(), 1e-6 * expected.lastEta());
        }
        for (int t = 0; t < p.length; t++) {
            assertArrayEquals(p[t], q[t], 1e-6f);
        }
    }

    /** Statistics are those before the step: the first ones see no gradient, the second ones do. */
    @Test
    void tensorsGetMultipliersOfTheirOwnFromWhatWentBefore() {
        float[] first = etas(1, 1);
        assertNotEquals(first[0], first[1], "their ranks differ");
        assertArrayEquals(first, etas(1, 1000), "no gradient seen yet");
        assertNotEquals(etas(2, 1)[0], etas(2, 1000)[0]);
    }

    /** Multipliers after some steps under gradients of a size. */
    private static float[] etas(int steps, float size) {
        List<TensorState> states = LAYOUTS.stream().map(TensorState::new).toList();
        InnerKernels kernels = new PlainKernels();
        SchedulerNetwork network = new SchedulerNetwork(TENSORS, kernels);
        TensorSchedule schedule = new TensorSchedule(network, states);
        schedule.use(THETA.toVector(), TENSORS);
        schedule.restart(50);
        float[][] p = parameters();
        for (int step = 0; step < steps; step++) {
            schedule.step(2, p);
            for (TensorState state : states) {
                Arrays.fill(state.arrays().get("rms"), size);
                state.arrays().get("m0")[0] = size;
            }
        }
        return new float[] {schedule.eta(0), schedule.eta(1)};
    }

    private static float[][] parameters() {
        float[][] p = {new float[12], new float[3]};
        for (float[] tensor : p) {
            for (int i = 0; i < tensor.length; i++) {
                tensor[i] = 0.3f - 0.05f * i;
            }
        }
        return p;
    }

    private static float[][] gradients(int step) {
        float[][] g = {new float[12], new float[3]};
        for (float[] tensor : g) {
            for (int i = 0; i < tensor.length; i++) {
                tensor[i] = (float) Math.cos(i + step);
            }
        }
        return g;
    }
}
