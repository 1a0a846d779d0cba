package org.djlcelo.metatrain.inner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.loss.Loss;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.djlcelo.data.EmbeddedData;
import org.djlcelo.data.FloatImages;
import org.djlcelo.data.ImagePipeline;
import org.djlcelo.data.ImagePipeline.Colour;
import org.djlcelo.data.Split;
import org.djlcelo.random.Key;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A network by DJL against the same one in Java. */
class BlockTaskTest {

    private static final FloatImages IMAGES =
            new ImagePipeline(8, 8, Colour.GREY).apply(EmbeddedData.digits(Split.TRAIN));
    private static final int BATCH = 16;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void equalsTheTaskInJava() throws Exception {
        BlockTask block = task(BlockTaskTest::mlp, new Shape(1, 64), 0);
        DenseTask dense =
                new DenseTask(
                        "dense",
                        IMAGES,
                        new DenseTask.Network(
                                List.of(12),
                                DenseTask.Activation.TANH,
                                DenseTask.Goal.CLASS,
                                BATCH),
                        Key.of(3).with("block"));
        float[][] p = Episodes.tensors(dense.layouts());
        float[][] g = Episodes.tensors(dense.layouts());
        dense.initialise(Key.of(1).random(), p);
        p[1][3] = 0.2f;
        LossGradient slow = block.newLossGradient();
        LossGradient fast = dense.newLossGradient();
        // twice, to see that gradients don't add up
        for (long batch = 5; batch < 7; batch++) {
            float[][] blockGradients = Episodes.tensors(block.layouts());
            double expected = fast.evaluate(p, batch, g);
            assertEquals(expected, slow.evaluate(transposed(p), batch, blockGradients), 1e-5);
            float[][] back = transposed(g);
            for (int t = 0; t < 4; t++) {
                for (int i = 0; i < back[t].length; i++) {
                    assertEquals(back[t][i], blockGradients[t][i], 1e-6, t + " " + i);
                }
            }
        }
    }

    @Test
    void threadsWaitForEachOther() throws Exception {
        BlockTask task = task(BlockTaskTest::mlp, new Shape(1, 64), 0);
        float[][] p = Episodes.tensors(task.layouts());
        task.initialise(Key.of(1).random(), p);
        double expected = task.newLossGradient().evaluate(p, 9, Episodes.tensors(task.layouts()));
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            List<Future<Double>> losses =
                    IntStream.range(0, 6)
                            .mapToObj(
                                    i ->
                                            pool.submit(
                                                    () ->
                                                            task.newLossGradient()
                                                                    .evaluate(
                                                                            p,
                                                                            9,
                                                                            Episodes.tensors(
                                                                                    task
                                                                                            .layouts()))))
                            .toList();
            for (Future<Double> loss : losses) {
                assertEquals(expected, loss.get(), 1e-6);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** Four-dimensional weights, γ and parameters without gradient. */
    @Test
    void convolutionsAndNormsWork() throws Exception {
        BlockTask task =
                task(
                        () ->
                                new SequentialBlock()
                                        .add(
                                                Conv2d.builder()
                                                        .setKernelShape(new Shape(3, 3))
                                                        .setFilters(4)
                                                        .build())
                                        .add(BatchNorm.builder().build())
                                        .add(Activation::relu)
                                        .add(Blocks.batchFlattenBlock())
                                        .add(Linear.builder().setUnits(10).build()),
                        new Shape(1, 1, 8, 8),
                        0);
        assertEquals(6, task.layouts().size(), "no running mean or variance");
        float[][] p = Episodes.tensors(task.layouts());
        Key key = Key.of(4);
        double before = InnerRun.of(task, new Adam(1e-9, task.layouts()), 10, key).last();
        double after = InnerRun.of(task, new Adam(1e-2, task.layouts()), 60, key).last();
        assertTrue(after < 0.7 * before, before + " to " + after);
        task.initialise(Key.of(2).random(), p);
        assertTrue(p[0][0] != 0 && p[1][0] == 0, "weights and biases");
        assertEquals(1, p[2][0], "γ");
    }

    @Test
    void largestLossIsMeasuredOrSet() throws Exception {
        double measured = task(BlockTaskTest::mlp, new Shape(1, 64), 0).normalise(Double.NaN);
        assertEquals(1.5 * Math.log(10), measured, 0.5);
        BlockTask set = task(BlockTaskTest::mlp, new Shape(1, 64), 7);
        assertEquals(7, set.normalise(Double.POSITIVE_INFINITY));
        assertEquals(7, set.normalise(8));
        assertEquals(0.5, set.normalise(0.5));
        assertThrows(IllegalStateException.class, () -> BlockTask.builder().build());
    }

    private static Block mlp() {
        return new SequentialBlock()
                .add(Linear.builder().setUnits(12).build())
                .add(Activation::tanh)
                .add(Linear.builder().setUnits(10).build());
    }

    private BlockTask task(Supplier<Block> block, Shape input, double largestLoss)
            throws Exception {
        Shape images = new Shape(IMAGES.count()).addAll(input.slice(1));
        ArrayDataset data =
                new ArrayDataset.Builder()
                        .setData(manager.create(IMAGES.pixels(), images))
                        .optLabels(manager.create(IMAGES.labels()))
                        .setSampling(BATCH, false)
                        .build();
        return BlockTask.builder()
                .setName("block")
                .setBlock(block)
                .setLoss(Loss.softmaxCrossEntropyLoss())
                .setDataset(data)
                .setInputShapes(input)
                .optBatchSize(BATCH)
                .optLargestLoss(largestLoss)
                .optSeed(3)
                .build();
    }

    /** Matrices are [in, out] there, [out, in] here. */
    private static float[][] transposed(float[][] tensors) {
        int[] outputs = {12, 12, 10, 10};
        float[][] result = new float[4][];
        for (int t = 0; t < 4; t++) {
            result[t] = tensors[t].clone();
            if (t % 2 == 0) {
                int inputs = tensors[t].length / outputs[t];
                for (int i = 0; i < tensors[t].length; i++) {
                    result[t][i] = tensors[t][i % inputs * outputs[t] + i / inputs];
                }
            }
        }
        return result;
    }
}
