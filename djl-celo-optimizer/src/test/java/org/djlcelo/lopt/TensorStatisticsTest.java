package org.djlcelo.lopt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.djlcelo.testing.RecordedArrays;
import org.djlcelo.testing.SharedFolder;
import org.junit.jupiter.api.Test;

class TensorStatisticsTest {

    /** In the order in which recorded arrays list them. */
    private static final List<String> TENSORS = List.of("conv/w", "dense/b", "dense/w");

    /** Every step of the recorded run: accumulators of the step before, values before the step. */
    @Test
    void equalsWhatTheOriginalGaveItsLstm() throws IOException {
        RecordedArrays velo =
                RecordedArrays.read(
                        SharedFolder.require("reference/golden-baselines/learned_velo_s.npz"));
        int inputs = (int) velo.shape("lstm_input")[1];
        for (int step = 0; step < velo.steps("lstm_input"); step++) {
            float[] recorded = velo.at("lstm_input", step);
            for (int t = 0; t < TENSORS.size(); t++) {
                float[] actual = new float[TensorStatistics.COUNT];
                write(velo, TENSORS.get(t), step, actual);
                int end = (t + 1) * inputs;
                float[] expected = Arrays.copyOfRange(recorded, end - TensorStatistics.COUNT, end);
                assertArrayEquals(expected, actual, 2e-5f, TENSORS.get(t) + ", step " + step);
            }
        }
    }

    private static void write(RecordedArrays velo, String tensor, int step, float[] out) {
        float[] p = velo.at(tensor + "/p", step);
        float[][] m = new float[Decays.TIMESCALES][p.length];
        float[] v = new float[p.length];
        if (step > 0) {
            float[] momenta = velo.at(tensor + "/m", step - 1);
            for (int i = 0; i < p.length; i++) {
                for (int k = 0; k < m.length; k++) {
                    m[k][i] = momenta[i * m.length + k];
                }
            }
            v = velo.at(tensor + "/v", step - 1);
        }
        int rank = TensorStatistics.rank(velo.shape(tensor + "/p"));
        TensorStatistics.write(meanSquare(p), m, v, rank, out, 0);
    }

    private static float meanSquare(float[] p) {
        double sum = 0;
        for (float value : p) {
            sum += (double) value * value;
        }
        return (float) (sum / p.length);
    }

    /** By hand: p = (2, 2), so q = 1/2; v = (4, 8); m_0 = (1, 3); the others 0. */
    @Test
    void followsItsFormulas() {
        float[] out = new float[TensorStatistics.COUNT + 1];
        float[][] m = {{1, 3}, {0, 0}, {0, 0}};
        TensorStatistics.write(4, m, new float[] {4, 8}, 1, out, 1);
        float[] expected = {
            0,
            log(0.5 * 6),
            0,
            1,
            0,
            0,
            0,
            log(0.25 * 1),
            log(0),
            log(0),
            log(0.25 * ((4 - 2) * (4 - 2) + (8 - 2) * (8 - 2)) / 2),
            log(0.25 * (16 + 64) / 2),
            log(0.25 * (16 + 64) / 2)
        };
        assertArrayEquals(expected, out, 1e-6f);
    }

    private static float log(double x) {
        return (float) (0.5 * Math.max(-5, Math.min(5, Math.log(10 * x + 1e-8))));
    }

    @Test
    void rankCountsAxesLongerThanOne() {
        assertEquals(0, TensorStatistics.rank());
        assertEquals(0, TensorStatistics.rank(1, 1));
        assertEquals(2, TensorStatistics.rank(3, 1, 5));
    }
}
