package org.djlcelo.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.djlcelo.family.ArrayRule;
import org.djlcelo.family.LearnedRules;
import org.djlcelo.lopt.Architecture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A step on an accelerator never waits for it: it reads nothing back and sends nothing, from the
 * loss to the zeroed gradients.
 */
class DeviceTrafficTest {

    private static final int TOTAL = 1000;

    /** Operations on one tensor with all that belongs to it; views cost the device nothing. */
    private static final int TENSOR_OPERATIONS = 80;

    /** Operations of a step whatever the number of tensors: loss, scheduler, counters. */
    private static final int STEP_OPERATIONS = 100;

    private static final Shape[] SHAPES = {
        new Shape(), new Shape(7), new Shape(3, 4), new Shape(4, 3, 2, 2), new Shape(6, 6),
    };

    private final SpiedEngine engine = new SpiedEngine();
    private final Traffic traffic = engine.traffic;
    private final NDManager manager = engine.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    /** Every optimizer and setting that takes another way through the code. */
    static Stream<LearnedOptimizer> optimizers() {
        Stream<UnaryOperator<CeloOptimizer.Builder>> settings =
                Stream.of(
                        b -> b,
                        b -> b.optWeightDecays(0.1f).optClipGrad(0.5f),
                        b -> b.optNonFinite(NonFinite.OFFICIAL),
                        b -> b.optScheduler(false).optMultiplier(2));
        return Stream.concat(
                settings.map(
                        s ->
                                s.apply(CeloOptimizer.builder())
                                        .setTotalSteps(TOTAL)
                                        .optWeights(Toy.celo())
                                        .build()),
                Stream.of(
                        CeloAdamOptimizer.builder()
                                .setTotalSteps(TOTAL)
                                .optWeightDecays(0.1f)
                                .optWeights(Toy.theta(Architecture.CELO_ADAM))
                                .build()));
    }

    /** The family's rules on the engine's arrays. */
    static Stream<LearnedOptimizer> rules() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        Stream.of(SHAPES).forEach(shape -> shapes.put(shape.toString(), shape));
        return LearnedRules.all().stream()
                .filter(ArrayRule.class::isInstance)
                .map(
                        rule ->
                                RuleOptimizer.builder(rule)
                                        .setTotalSteps(TOTAL)
                                        .setTensors(shapes)
                                        .optWeightDecays(0.1f)
                                        .optWeights(rule.initial(new Random(1)))
                                        .build());
    }

    static Stream<LearnedOptimizer> all() {
        return Stream.concat(optimizers(), rules());
    }

    private List<Weight> weights() {
        return Stream.of(SHAPES).map(s -> Weight.of(manager, s.toString(), s)).toList();
    }

    /** Half the mean square of all values, in operations that send nothing themselves. */
    private static final class Sum extends Loss {

        Sum() {
            super("sum");
        }

        /** {@inheritDoc} */
        @Override
        public NDArray evaluate(NDList labels, NDList predictions) {
            return predictions.stream().map(a -> a.square().sum()).reduce(NDArray::add).get();
        }
    }

    private static void backward(Loss loss, List<Weight> weights) {
        NDList values = new NDList(weights.stream().map(Weight::array).toList());
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            collector.backward(SpiedEngine.real(loss.evaluate(new NDList(), values)));
        }
    }

    private static void step(LearnedOptimizer optimizer, List<Weight> weights) {
        for (Weight weight : weights) {
            try (NDArray gradient = weight.array().getGradient();
                    NDArray copy = gradient.duplicate()) {
                optimizer.update(weight.id(), weight.array(), copy);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void onlyTheFirstStepAndEveryHundredthTalkToTheHost(LearnedOptimizer optimizer) {
        try (optimizer) {
            List<Weight> weights = weights();
            Loss loss = optimizer.observe(new Sum());
            for (int step = 1; step <= DeviceCounters.INTERVAL + 2; step++) {
                traffic.clear();
                backward(loss, weights);
                step(optimizer, weights);
                // the step after a hundred reads what they counted
                boolean reads = step > 1 && step % DeviceCounters.INTERVAL == 1;
                assertEquals(reads ? List.of("toByteBuffer") : List.of(), traffic.reads);
                // the first sends constants
                assertEquals(step == 1, !traffic.uploads.isEmpty(), traffic.toString());
            }
            weights.forEach(w -> assertTrue(Float.isFinite(w.values()[0])));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void aReportedLossStaysOnTheDevice(LearnedOptimizer optimizer) {
        try (optimizer;
                NDArray loss = manager.create(1f)) {
            List<Weight> weights = weights();
            backward(new Sum(), weights);
            for (int step = 1; step <= 3; step++) {
                traffic.clear();
                optimizer.observe(loss);
                step(optimizer, weights);
            }
            assertEquals(List.of(), traffic.reads);
            assertEquals(List.of(), traffic.uploads);
        }
    }

    /** What a step asks of the device is bounded, whatever the shapes and sizes. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void operationsAreFew(LearnedOptimizer optimizer) {
        try (optimizer) {
            List<Weight> weights = weights();
            for (int step = 1; step <= 3; step++) {
                traffic.clear();
                optimizer.observe(1f);
                backward(new Sum(), weights);
                traffic.clear();
                step(optimizer, weights);
            }
            int most = STEP_OPERATIONS + SHAPES.length * TENSOR_OPERATIONS;
            assertTrue(traffic.operations.size() <= most, traffic.toString());
        }
    }

    /** The measure itself: what must be noticed is. */
    @Test
    void theSpyNotices() {
        NDArray array = manager.create(new Shape(3));
        assertEquals(List.of(), traffic.uploads);
        manager.create(1f).close();
        array.mul(2).close();
        array.clip(0, 1).close();
        array.set(new float[3]);
        assertEquals(List.of("create", "mul", "clip", "clip", "set"), traffic.uploads);
        assertEquals(List.of(), traffic.reads);
        array.toFloatArray();
        array.getFloat(0);
        assertTrue(array.contentEquals(array));
        array.toDevice(Device.cpu(), false);
        assertEquals(4, traffic.reads.size(), traffic.toString());
        traffic.clear();
        array.zerosLike().copyTo(array);
        assertFalse(traffic.reads.isEmpty());
        assertFalse(traffic.uploads.isEmpty());
        traffic.clear();
        try (LearnedOptimizer celo = optimizers().findFirst().orElseThrow()) {
            Weight weight = Weight.of(manager, "w", new Shape(3));
            celo.observe(1f);
            weight.update(celo, 1, 2, 3);
            traffic.clear();
            assertTrue(celo.lastEta() > 0);
            assertEquals(1, traffic.reads.size());
        }
    }
}
