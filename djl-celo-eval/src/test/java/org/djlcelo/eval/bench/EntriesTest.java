package org.djlcelo.eval.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.djlcelo.lopt.MetaParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That what is timed does the work that it is said to do. */
class EntriesTest {

    private static final MetaParameters THETA = BenchWeights.load(BenchWeights.RANDOM).theta();

    @ParameterizedTest
    @EnumSource(names = {"ADAM", "ADAMW", "CELO", "CELO_TILED", "CELO_NDARRAY", "CELO_SCALAR"})
    void stepsMoveEveryTensorAndRewindingBringsThemBack(Racer racer) {
        List<Shape> shapes = List.of(new Shape(5, 3), new Shape(7), new Shape(4, 2, 3, 3));
        try (Tensors tensors = new Tensors(shapes, Device.cpu())) {
            HeatSettings settings = new HeatSettings(List.of(racer), 1, THETA, Device.cpu());
            try (OptimizerEntry entry =
                    new OptimizerEntry(BenchOptimizer.of(racer, settings), tensors)) {
                for (int i = 0; i < tensors.count(); i++) {
                    float[] start = tensors.weight(i).toFloatArray();
                    float[] gradient = tensors.gradient(i).toFloatArray();
                    entry.step();
                    assertFalse(Arrays.equals(start, tensors.weight(i).toFloatArray()));
                    assertArrayEquals(gradient, tensors.gradient(i).toFloatArray());
                    entry.rewind();
                    assertArrayEquals(start, tensors.weight(i).toFloatArray());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TrainingCourse.Network.class,
            names = {"MLP", "RESNET18_DJL"})
    void networksTrainSideBySide(TrainingCourse.Network network) {
        HeatSettings settings =
                new HeatSettings(List.of(Racer.ADAM, Racer.CELO), 1, THETA, Device.cpu());
        try (Entries entries = new TrainingCourse(network).open(settings)) {
            for (int round = 0; round < 2; round++) {
                for (Entry racer : entries.racers()) {
                    racer.rewind();
                    racer.step();
                    racer.step();
                }
            }
            assertEquals(2, entries.racers().size());
        }
    }

    /** Tails of tiles, tensors smaller than the number of threads, and sets that are split. */
    @Test
    void memoryTrafficTakesAnyShape() {
        List<Shape> shapes = List.of(new Shape(), new Shape(2), new Shape(1021, 1031));
        for (int threads = 1; threads <= 3; threads++) {
            try (MemoryTraffic traffic = new MemoryTraffic(shapes, threads)) {
                traffic.step();
                assertEquals(72 * (1 + 2 + 1021 * 1031), traffic.bytesPerStep());
            }
        }
    }
}
