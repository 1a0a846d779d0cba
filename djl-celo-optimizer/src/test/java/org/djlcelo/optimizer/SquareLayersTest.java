package org.djlcelo.optimizer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.util.Pair;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.djlcelo.kernel.AxisOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * DJL's square layers move as the reference moves the transposed arrays.
 *
 * <p>A matrix is [out, in] in DJL and [in, out] in the reference, a convolution OIHW and HWIO.
 * Where lengths tie, only the roles of the axes tell them apart.
 */
class SquareLayersTest {

    private static final int STEPS = 6;

    /** Makes steps as large as parameters, so that they aren't lost in the parameters' rounding. */
    private static final float MULTIPLIER = 1000;

    /** Relative to the largest step of the tensor. */
    private static final double TOLERANCE = 2e-5;

    /** Channels: more than, as many as and fewer than the kernel's 3 x 3. */
    static Stream<Arguments> all() {
        return Stream.of(Memory.values())
                .flatMap(memory -> Stream.of(4, 3, 2).map(c -> Arguments.of(memory, c)));
    }

    private static Model model(int channels) {
        SequentialBlock block =
                new SequentialBlock()
                        .add(
                                Conv2d.builder()
                                        .setFilters(channels)
                                        .setKernelShape(new Shape(3, 3))
                                        .optPadding(new Shape(1, 1))
                                        .build())
                        .add(Activation.tanhBlock())
                        .add(Blocks.batchFlattenBlock())
                        .add(Linear.builder().setUnits(4L * channels).build());
        return Toy.model(block, input(channels));
    }

    private static Shape input(int channels) {
        return new Shape(8, channels, 2, 2);
    }

    /** The largest deviation from the reference of any tensor and step, relative to its step. */
    private static double deviation(
            Memory memory, int channels, UnaryOperator<CeloOptimizer.Builder> settings) {
        double largest = 0;
        try (CeloOptimizer celo =
                        memory.build(
                                () ->
                                        settings.apply(
                                                        CeloOptimizer.builder()
                                                                .setTotalSteps(20)
                                                                .optMultiplier(MULTIPLIER)
                                                                .optWeights(Toy.celo()))
                                                .build());
                Model model = model(channels);
                Trainer trainer = Toy.trainer(model, celo.observe(new SquaredError()), celo)) {
            Map<String, TransposedReference> references = new LinkedHashMap<>();
            for (Pair<String, Parameter> p : model.getBlock().getParameters()) {
                references.put(
                        p.getKey(), new TransposedReference(p.getValue().getArray().getShape()));
            }
            Random random = new Random(8);
            for (int step = 0; step < STEPS; step++) {
                backward(trainer, channels, random);
                Map<String, float[]> before = Toy.values(model);
                Map<String, float[]> gradients = gradients(model);
                trainer.step();
                Map<String, float[]> after = Toy.values(model);
                for (Map.Entry<String, TransposedReference> entry : references.entrySet()) {
                    String name = entry.getKey();
                    float[] p = before.get(name);
                    float[] expected =
                            entry.getValue().step(p, gradients.get(name), celo.lastEta());
                    largest = Math.max(largest, deviation(expected, p, after.get(name)));
                }
            }
        }
        return largest;
    }

    private static double deviation(float[] step, float[] before, float[] after) {
        double scale = 0;
        double deviation = 0;
        for (int i = 0; i < step.length; i++) {
            scale = Math.max(scale, Math.abs(step[i]));
            deviation = Math.max(deviation, Math.abs(step[i] - (before[i] - after[i])));
        }
        assertTrue(scale > 0);
        return deviation / scale;
    }

    private static void backward(Trainer trainer, int channels, Random random) {
        Shape shape = input(channels);
        int size = (int) shape.size();
        try (GradientCollector collector = trainer.newGradientCollector()) {
            NDArray x = trainer.getManager().create(Toy.gaussian(random, size), shape);
            NDArray y =
                    trainer.getManager()
                            .create(Toy.gaussian(random, size), new Shape(8, 4L * channels));
            NDList predictions = trainer.forward(new NDList(x));
            collector.backward(trainer.getLoss().evaluate(new NDList(y), predictions));
        }
    }

    private static Map<String, float[]> gradients(Model model) {
        Map<String, float[]> gradients = new LinkedHashMap<>();
        for (Pair<String, Parameter> p : model.getBlock().getParameters()) {
            gradients.put(p.getKey(), p.getValue().getArray().getGradient().toFloatArray());
        }
        return gradients;
    }

    @ParameterizedTest
    @MethodSource("all")
    void followTheReferenceOnTransposedArrays(Memory memory, int channels) {
        double deviation = deviation(memory, channels, builder -> builder);
        assertTrue(deviation < TOLERANCE, "deviates by " + deviation + " of the step");
    }

    /** Otherwise the test above would say nothing. */
    @ParameterizedTest
    @MethodSource("all")
    void theOtherRolesShow(Memory memory, int channels) {
        double deviation = deviation(memory, channels, b -> b.optAxisOrder(AxisOrder.REFERENCE));
        assertTrue(deviation > 100 * TOLERANCE, "deviates by " + deviation + " of the step");
    }
}
