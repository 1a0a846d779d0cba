package org.djlcelo.baselines;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.djlcelo.matrix.Products;
import org.djlcelo.matrix.Products.Strided;
import org.djlcelo.testing.SharedFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Roots and statistics of {@link Shampoo}. */
class ShampooPreconditionerTest {

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 4", "5, 2", "37, 4", "128, 6"})
    void aRootToItsPowerInvertsTheMatrix(int size, int order) {
        float[] factor = Tensors.random(size, size * size);
        float[] transposed = Products.transpose(factor, size, size);
        float[] matrix = product(factor, transposed, size);
        for (int i = 0; i < size; i++) {
            matrix[i * size + i] += size;
        }
        float[] root = InverseRoot.of(matrix, size, order).orElseThrow();
        float[] product = matrix;
        for (int i = 0; i < order; i++) {
            product = product(product, root, size);
        }
        for (int i = 0; i < product.length; i++) {
            assertEquals(i / size == i % size ? 1 : 0, product[i], 1e-4);
        }
    }

    private static float[] product(float[] a, float[] b, int size) {
        float[] product = new float[size * size];
        Products.BEST.add(Strided.of(a, size), b, size, size, product, size);
        return product;
    }

    @Test
    void aRootOfNothingFiniteIsNone() {
        assertTrue(InverseRoot.of(new float[] {Float.NaN, 0, 0, 1}, 2, 2).isEmpty());
        // the ridge of a zero matrix is 1e-12
        float[] ofZero = InverseRoot.of(new float[4], 2, 2).orElseThrow();
        assertArrayEquals(new float[] {1e6f, 0, 0, 1e6f}, ofZero, 1);
    }

    /** A NaN stays in the statistics, so the last good preconditioner serves from then on. */
    @Test
    void aNaNKeepsThePreconditioner() {
        BlockPreconditioner block = new BlockPreconditioner(new int[] {2, 3});
        float[] gradient = Tensors.random(1, 6);
        block.observe(gradient);
        block.takeRoots();
        float[] before = block.apply(gradient);
        block.observe(new float[] {Float.NaN, 0, 0, 0, 0, 0});
        block.takeRoots();
        assertArrayEquals(before, block.apply(gradient));
    }

    /** A block of three axes, against sums over all indices. */
    @Test
    void everyAxisMeetsItsOwnPreconditioner() {
        int[] d = {2, 3, 4};
        float[] g = Tensors.random(3, 24);
        BlockPreconditioner block = new BlockPreconditioner(d);
        block.observe(g);
        block.takeRoots();
        float[][] roots = new float[3][];
        for (int axis = 0; axis < 3; axis++) {
            float[] statistic = new float[d[axis] * d[axis]];
            for (int i = 0; i < 24; i++) {
                for (int j = 0; j < 24; j++) {
                    int[] a = {i / 12, i / 4 % 3, i % 4};
                    int[] b = {j / 12, j / 4 % 3, j % 4};
                    int row = a[axis];
                    int column = b[axis];
                    a[axis] = b[axis];
                    if (Arrays.equals(a, b)) {
                        statistic[row * d[axis] + column] += 0.001f * g[i] * g[j];
                    }
                }
            }
            for (int i = 0; i < d[axis]; i++) {
                statistic[i * d[axis] + i] += 0.999f * 1e-6f;
            }
            roots[axis] = InverseRoot.of(statistic, d[axis], 6).orElseThrow();
        }
        float[] applied = block.apply(g);
        for (int i = 0; i < 24; i++) {
            double sum = 0;
            for (int j = 0; j < 24; j++) {
                sum +=
                        (double) roots[0][i / 12 * 2 + j / 12]
                                * roots[1][i / 4 % 3 * 3 + j / 4 % 3]
                                * roots[2][i % 4 * 4 + j % 4]
                                * g[j];
            }
            assertEquals(sum, applied[i], 2e-3 * Math.max(1, Math.abs(sum)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "5x3", "3x3x2x4"})
    void statisticsAndTheirRootsAreTheRecordedOnes(String tensor) throws Exception {
        Recording recording =
                Recording.read(SharedFolder.require("reference/golden-baselines/shampoo.npz"));
        Recording.Values gradients = recording.gradients(tensor);
        int size = gradients.at(0).length;
        BlockPreconditioner block = new BlockPreconditioner(new int[] {size});
        for (int i = 0; i < gradients.steps(); i++) {
            block.observe(gradients.at(i));
        }
        String group = "shampoo_sgd/lr0.1/" + tensor + "/";
        float[] statistics = recording.get(group + "statistics0").all();
        assertNear(statistics, block.statistics(0), 3e-7);
        float[] root = InverseRoot.of(statistics, size, 2).orElseThrow();
        assertNear(recording.get(group + "preconditioner0").all(), root, 1e-6);
    }

    private static void assertNear(float[] expected, float[] actual, double relative) {
        double largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertArrayEquals(expected, actual, (float) (relative * largest));
    }

    @Test
    void rarerRootsStartAsThePublishedOnes() {
        float[][] g = new float[27][];
        for (int i = 0; i < g.length; i++) {
            g[i] = Tensors.random(i, 12);
        }
        for (int steps : new int[] {6, 7, 26, 27}) {
            float[][] some = Arrays.copyOf(g, steps);
            boolean same = Arrays.equals(end(1, some), end(20, some));
            assertEquals(steps == 6, same, "after " + steps);
        }
    }

    private static float[] end(int rootInterval, float[][] gradients) {
        try (Tensors tensors = new Tensors();
                Shampoo shampoo =
                        Shampoo.builder()
                                .setGraft(Graft.SGD)
                                .setLearningRate(0.1f)
                                .optRootInterval(rootInterval)
                                .build()) {
            return tensors.run(shampoo, new float[12], new Shape(12), gradients);
        }
    }
}
