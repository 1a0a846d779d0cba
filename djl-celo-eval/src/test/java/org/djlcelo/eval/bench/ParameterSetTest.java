package org.djlcelo.eval.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterSetTest {

    @ParameterizedTest
    @CsvSource({
        "MLP_100K, 4, 101770",
        "MLP_1M, 6, 1001738",
        "MATRICES_12M, 12, 12000000",
        "MATRICES_25M, 25, 25000000"
    })
    void hasItsSize(ParameterSet set, int tensors, long parameters) {
        assertEquals(tensors, set.shapes().size());
        assertEquals(parameters, set.size());
    }

    /**
     * Stage by stage: two 3x3 convolutions, a 1x1 shortcut and two more 3x3 convolutions, a scale
     * and a shift behind each of the five.
     */
    @Test
    void resNet18IsElevenMillion() {
        long stem = 64 * 3 * 9;
        long stage1 = 64 * 64 * (4 * 9 + 1) + 10 * 64;
        long stage2 = 128 * 64 * (9 + 1) + 128 * 128 * 3 * 9 + 10 * 128;
        long stage3 = 256 * 128 * (9 + 1) + 256 * 256 * 3 * 9 + 10 * 256;
        long stage4 = 512 * 256 * (9 + 1) + 512 * 512 * 3 * 9 + 10 * 512;
        long head = 512 * 10 + 10;
        long total = stem + stage1 + stage2 + stage3 + stage4 + head;
        assertEquals(11_178_058, total);
        assertEquals(total, ParameterSet.RESNET18.size());
    }

    @Test
    void resNet18IsWhatDjlTrains() {
        assertEquals(
                sorted(ParameterSet.RESNET18.shapes()),
                sorted(trained(TrainingCourse.Network.RESNET18)));
    }

    /** DJL's builder makes bottleneck units of its 18 layers; the difference is worth knowing. */
    @Test
    void djlsBuilderMakesASmallerNetwork() {
        long expected = 64 * 3 * 9;
        int inputs = 64;
        for (int filters : new int[] {64, 128, 256, 512}) {
            expected += bottleneck(inputs, filters) + (inputs + 2) * filters;
            expected += bottleneck(filters, filters);
            inputs = filters;
        }
        expected += 512 * 10 + 10;
        long size =
                trained(TrainingCourse.Network.RESNET18_DJL).stream().mapToLong(Shape::size).sum();
        assertEquals(889_898, expected);
        assertEquals(expected, size);
    }

    /** 1x1 with bias, 3x3 without, 1x1 with bias, a norm behind each. */
    private static long bottleneck(int inputs, int filters) {
        int narrow = filters / 4;
        long first = (long) narrow * (inputs + 1 + 2);
        long second = (long) narrow * (9 * narrow + 2);
        long third = (long) filters * (narrow + 1 + 2);
        return first + second + third;
    }

    private static List<Shape> trained(TrainingCourse.Network network) {
        try (NDManager manager = NDManager.newBaseManager()) {
            Block block = network.newBlock();
            block.initialize(manager, DataType.FLOAT32, network.input());
            return block.getParameters().values().stream()
                    .filter(Parameter::requiresGradient)
                    .map(Parameter::getShape)
                    .toList();
        }
    }

    private static List<String> sorted(List<Shape> shapes) {
        return shapes.stream().map(Shape::toString).sorted().toList();
    }

    @Test
    void smallTensorsAreSmall() {
        List<Shape> shapes = ParameterSet.SMALL_TENSORS.shapes();
        assertEquals(200, shapes.size());
        assertTrue(shapes.stream().allMatch(s -> s.size() >= 64 && s.size() <= 4096));
        assertEquals(64, shapes.get(0).size());
        assertEquals(4096, shapes.get(199).size());
        assertEquals(100, shapes.stream().filter(s -> s.dimension() == 1).count());
    }
}
