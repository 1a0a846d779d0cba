package org.djlcelo.baselines;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.djlcelo.testing.SharedFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Merging, cutting, layouts, roots and statistics of {@link Shampoo}. */
class ShampooPartsTest {

    @ParameterizedTest
    @CsvSource({
        "64 10, 640",
        "3 3 32 64, 288 64",
        "3072 128, 3072 128",
        "7, 7",
        "1 1 1, 1",
        "1 4096 1 2, 4096 2",
        "100 100 100, 100 100 100",
        "2 3 1 5, 30"
    })
    void shortAxesAreMerged(String lengths, String merged) {
        assertArrayEquals(ints(merged), MergedAxes.merge(ints(lengths)));
    }

    @Test
    void scalarsAndLongAxesAreSkipped() {
        assertTrue(MergedAxes.skips(new int[0]));
        assertTrue(MergedAxes.skips(new int[] {2, 4097}));
        assertTrue(!MergedAxes.skips(new int[] {4096, 4096}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "5 8", "5 4 3", "1 1", "3 4 5 2"})
    void blocksCoverATensorOnce(String text) {
        int[] lengths = ints(text);
        float[] values = Tensors.random(1, Axis.product(lengths, lengths.length));
        float[] copied = new float[values.length];
        int total = 0;
        List<Block> blocks = Block.cut(lengths, 3);
        for (Block block : blocks) {
            assertTrue(Arrays.stream(block.lengths()).allMatch(length -> length <= 3));
            float[] part = block.read(values);
            total += part.length;
            block.write(part, copied);
        }
        assertEquals(values.length, total);
        assertArrayEquals(values, copied);
    }

    @Test
    void aBlockIsTheRightPart() {
        float[] values = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
        List<Block> blocks = Block.cut(new int[] {3, 4}, 2);
        assertArrayEquals(new float[] {2, 3, 6, 7}, blocks.get(1).read(values));
        assertArrayEquals(new float[] {8, 9}, blocks.get(2).read(values));
    }

    /** [out, in, window] becomes [window, in, out]. */
    @Test
    void layoutsAreReordered() {
        int[] lengths = {2, 3, 2};
        assertArrayEquals(new int[] {2, 3, 2}, KernelLayout.OUTPUT_FIRST.published(lengths));
        assertArrayEquals(
                new int[] {5, 6, 4, 3},
                KernelLayout.OUTPUT_FIRST.published(new int[] {3, 4, 5, 6}));
        float[] values = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
        float[] published = KernelLayout.OUTPUT_FIRST.toPublished(values, lengths);
        assertArrayEquals(new float[] {0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11}, published);
        assertArrayEquals(values, KernelLayout.OUTPUT_FIRST.fromPublished(published, lengths));
    }

    /** DJL's [out, in] matrix takes the steps of the published [in, out] matrix. */
    @Test
    void aTransposedMatrixTakesTransposedSteps() {
        int rows = 90;
        int columns = 60;
        float[][] g = new float[8][];
        float[][] transposed = new float[8][];
        for (int i = 0; i < g.length; i++) {
            g[i] = Tensors.random(i, rows * columns);
            transposed[i] = Products.transpose(g[i], rows, columns);
        }
        float[] zero = new float[rows * columns];
        try (Tensors tensors = new Tensors();
                Shampoo published = shampoo(KernelLayout.OUTPUT_LAST);
                Shampoo ours = shampoo(KernelLayout.OUTPUT_FIRST)) {
            float[] end = tensors.run(published, zero, new Shape(rows, columns), g);
            float[] endOfOurs = tensors.run(ours, zero, new Shape(columns, rows), transposed);
            assertArrayEquals(Products.transpose(end, rows, columns), endOfOurs, 1e-4f);
        }
    }

    private static Shampoo shampoo(KernelLayout layout) {
        return Shampoo.builder()
                .setGraft(Graft.SGD)
                .setLearningRate(0.1f)
                .optBlockSize(32)
                .optKernelLayout(layout)
                .build();
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 4", "5, 2", "37, 4", "128, 6"})
    void aRootToItsPowerInvertsTheMatrix(int size, int order) {
        float[] factor = Tensors.random(size, size * size);
        float[] matrix = new float[size * size];
        Products.multiply(factor, size, size, Products.transpose(factor, size, size), size, matrix);
        for (int i = 0; i < size; i++) {
            matrix[i * size + i] += size;
        }
        float[] root = InverseRoot.of(matrix, size, order).orElseThrow();
        float[] product = matrix;
        for (int i = 0; i < order; i++) {
            float[] next = new float[size * size];
            Products.multiply(product, size, size, root, size, next);
            product = next;
        }
        for (int i = 0; i < product.length; i++) {
            assertEquals(i / size == i % size ? 1 : 0, product[i], 1e-4);
        }
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

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "3, 5, 7", "4, 8, 16", "13, 6, 1", "1, 9, 22"})
    void productsAreProducts(int m, int k, int n) {
        float[] a = Tensors.random(1, m * k);
        float[] b = Tensors.random(2, k * n);
        float[] c = new float[m * n];
        Products.multiply(a, m, k, b, n, c);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int l = 0; l < k; l++) {
                    sum += a[i * k + l] * b[l * n + j];
                }
                assertEquals(sum, c[i * n + j], 1e-5);
            }
        }
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

    private static int[] ints(String text) {
        return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
    }
}
