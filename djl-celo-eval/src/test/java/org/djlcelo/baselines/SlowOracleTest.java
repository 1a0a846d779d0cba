package org.djlcelo.baselines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The optimizers with statistics per axis against their formulas entry by entry, for any shape. */
class SlowOracleTest {

    private static final float RATE = 0.1f;
    private static final int STEPS = 3;

    private final Tensors tensors = new Tensors();

    @AfterEach
    void free() {
        tensors.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "5 3", "3 5", "1 7", "7 1", "3 4 5", "2 3 1 4", "2 1 3 2 2"})
    void sm3(String text) {
        int[] lengths = lengths(text);
        int size = Axis.product(lengths, lengths.length);
        float[] start = Tensors.random(1, size);
        float[][] g = gradients(size);
        double[] p = doubles(start);
        double[] nu = new double[size];
        double[][] mu = new double[lengths.length][];
        for (int axis = 0; axis < lengths.length; axis++) {
            mu[axis] = new double[lengths[axis]];
        }
        for (float[] now : g) {
            double[][] next = new double[lengths.length][];
            for (int axis = 0; axis < lengths.length; axis++) {
                next[axis] = new double[lengths[axis]];
            }
            for (int i = 0; i < size; i++) {
                int[] index = index(i, lengths);
                double a = Double.POSITIVE_INFINITY;
                for (int axis = 0; axis < lengths.length; axis++) {
                    a = Math.min(a, mu[axis][index[axis]]);
                }
                a += now[i] * now[i];
                nu[i] = 0.9 * nu[i] + 0.1 * now[i] / Math.sqrt(a + 1e-8);
                p[i] -= RATE * nu[i];
                for (int axis = 0; axis < lengths.length; axis++) {
                    next[axis][index[axis]] = Math.max(next[axis][index[axis]], a);
                }
            }
            mu = next;
        }
        assertEnds(Sm3.builder(), start, lengths, g, p);
    }

    /** Factored from length 2 on, so that small shapes are; d0 is the last of the longest axes. */
    @ParameterizedTest
    @ValueSource(strings = {"5 3", "3 5", "4 4", "3 4 5", "5 4 3", "4 5 3", "2 5 3 4"})
    void factoredAdafactor(String text) {
        int[] lengths = lengths(text);
        int size = Axis.product(lengths, lengths.length);
        int d0 = largestAxis(lengths, -1);
        int d1 = largestAxis(lengths, d0);
        float[] start = Tensors.random(1, size);
        float[][] g = gradients(size);
        double[] p = doubles(start);
        double[] rows = new double[size];
        double[] columns = new double[size];
        for (int t = 1; t <= STEPS; t++) {
            double beta = 1 - Math.pow(t, -0.8);
            double[] squares = new double[size];
            for (int i = 0; i < size; i++) {
                squares[i] = (double) g[t - 1][i] * g[t - 1][i] + 1e-30;
            }
            double[] rowMeans = mean(squares, lengths, d0);
            double[] columnMeans = mean(squares, lengths, d1);
            for (int i = 0; i < size; i++) {
                rows[i] = beta * rows[i] + (1 - beta) * rowMeans[i];
                columns[i] = beta * columns[i] + (1 - beta) * columnMeans[i];
            }
            double[] meanOfRows = mean(rows, lengths, d1);
            double[] u = new double[size];
            for (int i = 0; i < size; i++) {
                u[i] = g[t - 1][i] / Math.sqrt(rows[i] / meanOfRows[i]) / Math.sqrt(columns[i]);
            }
            double step = RATE * Math.max(rms(p), 1e-3) / Math.max(1, rms(u));
            for (int i = 0; i < size; i++) {
                p[i] -= step * u[i];
            }
        }
        assertEnds(Adafactor.builder().optMinFactored(2), start, lengths, g, p);
    }

    private void assertEnds(
            HandDesignedBuilder<?> builder,
            float[] start,
            int[] lengths,
            float[][] gradients,
            double[] expected) {
        builder.setLearningRate(RATE);
        Shape shape = new Shape(Arrays.stream(lengths).asLongStream().toArray());
        try (HandDesignedOptimizer optimizer = builder.build()) {
            float[] end = tensors.run(optimizer, start, shape, gradients);
            for (int i = 0; i < end.length; i++) {
                assertEquals(expected[i], end[i], 2e-6);
            }
        }
    }

    /** Means along an axis, at every entry. */
    private static double[] mean(double[] values, int[] lengths, int axis) {
        double[] means = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values.length; j++) {
                int[] a = index(i, lengths);
                int[] b = index(j, lengths);
                b[axis] = a[axis];
                if (Arrays.equals(a, b)) {
                    means[i] += values[j] / lengths[axis];
                }
            }
        }
        return means;
    }

    private static int largestAxis(int[] lengths, int except) {
        int largest = -1;
        for (int axis = 0; axis < lengths.length; axis++) {
            if (axis != except && (largest < 0 || lengths[axis] >= lengths[largest])) {
                largest = axis;
            }
        }
        return largest;
    }

    private static int[] index(int flat, int[] lengths) {
        int[] index = new int[lengths.length];
        int rest = flat;
        for (int axis = lengths.length - 1; axis >= 0; axis--) {
            index[axis] = rest % lengths[axis];
            rest /= lengths[axis];
        }
        return index;
    }

    private static double rms(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return Math.sqrt(sum / values.length);
    }

    private static int[] lengths(String text) {
        return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    private static float[][] gradients(int size) {
        float[][] gradients = new float[STEPS][];
        for (int i = 0; i < STEPS; i++) {
            gradients[i] = Tensors.random(100 + i, size);
        }
        return gradients;
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
