package org.djlcelo.baselines;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.djlcelo.matrix.Products;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How {@link Shampoo} sees a tensor: merged axes, blocks, layouts. */
class ShampooShapesTest {

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

    private static int[] ints(String text) {
        return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
    }
}
