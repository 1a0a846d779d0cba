package org.djlcelo.eval.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.djlcelo.data.ImageSets;
import org.djlcelo.data.Split;
import org.djlcelo.random.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QuickTasksTest {

    /** Counted by hand from the architectures. */
    private static final Map<String, Long> PARAMETERS =
            Map.of(
                    "letters-mlp", 784L * 64 + 64 + 64 * 64 + 64 + 64 * 10 + 10,
                    "letters-conv", 9L * 8 + 8 + 9 * 8 * 16 + 16 + 7 * 7 * 16 * 10 + 10,
                    "letters-ae", 784L * 64 + 64 + 64 * 16 + 16 + 16 * 64 + 64 + 64 * 784 + 784);

    private static Stream<EvalTask> tasks() {
        return QuickTasks.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void initialValuesFollowTheSpecificationAndTheKey(EvalTask task) throws Exception {
        Workload workload = task.open(ImageSets.embedded());
        try (NDManager manager = NDManager.newBaseManager()) {
            Block block = initialized(workload, manager, 1);
            long count = 0;
            for (Parameter parameter : block.getParameters().values()) {
                float[] values = parameter.getArray().toFloatArray();
                count += values.length;
                if (parameter.getType() == Parameter.Type.BIAS) {
                    assertArrayEquals(new float[values.length], values);
                } else {
                    checkTruncatedNormal(values, parameter.getArray().getShape());
                }
            }
            assertEquals(PARAMETERS.get(task.name()), count);
            assertTrue(sameFirstWeight(block, initialized(workload, manager, 1)));
            assertFalse(sameFirstWeight(block, initialized(workload, manager, 2)));
        }
    }

    /** Within two standard deviations 1/sqrt(fan_in), realised standard deviation 0.88 of it. */
    private static void checkTruncatedNormal(float[] values, Shape shape) {
        double scale = 1 / Math.sqrt(values.length / (double) shape.get(0));
        double squares = 0;
        for (float value : values) {
            assertTrue(Math.abs(value) <= 2 * scale + 1e-6);
            squares += value * value;
        }
        double ratio = Math.sqrt(squares / values.length) / scale;
        assertEquals(0.8796, ratio, 3 / Math.sqrt(values.length));
    }

    @Test
    void batchesAreAFunctionOfKeyAndNumber() throws Exception {
        Workload workload = QuickTasks.MLP.open(ImageSets.embedded());
        Batches batches = workload.batches(Split.TRAIN, Key.of(7));
        Batches again = workload.batches(Split.TRAIN, Key.of(7));
        try (NDManager manager = NDManager.newBaseManager()) {
            again.get(manager, 0);
            Batches.Batch third = batches.get(manager, 3);
            assertEquals(new Shape(64, 784), third.data().head().getShape());
            assertEquals(third.data().head(), again.get(manager, 3).data().head());
            assertFalse(third.data().head().equals(batches.get(manager, 4).data().head()));
            float[] pixels = third.data().head().toFloatArray();
            Arrays.sort(pixels);
            assertTrue(pixels[0] >= 0 && pixels[pixels.length - 1] <= 1);
        }
    }

    @Test
    void autoEncoderLossIsMeanSquaredErrorOfTheSigmoid() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray target = manager.create(new float[] {0.5f, 1});
            NDArray output = manager.create(new float[] {0, 0});
            float loss =
                    new SigmoidSquaredError()
                            .evaluate(new NDList(target), new NDList(output))
                            .getFloat();
            assertEquals(0.125, loss, 1e-7);
        }
    }

    @Test
    void accuracyCountsLargestOutputs() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray outputs = manager.create(new float[][] {{1, 2}, {3, 0}, {0, 1}, {1, 0}});
            NDArray labels = manager.create(new long[] {1, 0, 0, 0});
            assertEquals(0.75, Measure.ACCURACY.of(new NDList(labels), new NDList(outputs)), 1e-7);
        }
    }

    private static Block initialized(Workload workload, NDManager manager, long seed) {
        Block block = workload.newNetwork(Key.of(seed));
        block.initialize(manager, DataType.FLOAT32, workload.inputShapes());
        return block;
    }

    private static boolean sameFirstWeight(Block a, Block b) {
        return a.getParameters()
                .valueAt(0)
                .getArray()
                .equals(b.getParameters().valueAt(0).getArray());
    }
}
