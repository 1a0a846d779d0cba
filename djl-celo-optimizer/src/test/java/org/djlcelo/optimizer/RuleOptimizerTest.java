package org.djlcelo.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.metric.Metrics;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.EasyTrain;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.djlcelo.family.LearnedRule;
import org.djlcelo.family.LearnedRules;
import org.djlcelo.family.LearnedRun;
import org.djlcelo.family.Need;
import org.djlcelo.family.RnnMlp;
import org.djlcelo.family.RunPlan;
import org.djlcelo.family.Velo;
import org.djlcelo.kernel.AxisOrder;
import org.djlcelo.kernel.HostKernel;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.testing.CapturedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of the family as a DJL optimizer. */
class RuleOptimizerTest {

    private static final int TOTAL = 40;

    @TempDir private Path folder;

    private NDManager manager;
    private List<Weight> weights;

    static Stream<LearnedRule> rules() {
        return LearnedRules.all().stream();
    }

    static Stream<LearnedRule> joint() {
        return rules().filter(rule -> rule.needs().contains(Need.ALL_TENSORS));
    }

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager();
        weights =
                List.of(
                        Weight.of(manager, "matrix", new Shape(3, 4)),
                        Weight.of(manager, "vector", new Shape(7)),
                        Weight.of(manager, "scalar", new Shape()));
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static MetaParameters theta(LearnedRule rule) {
        return rule.initial(new Random(11));
    }

    /** Where the rule is computed; Celo's in Java in any case. */
    Memory memory() {
        return Memory.HOST;
    }

    /** How far sums may be from those of a run in Java, relative to values of about 1. */
    float tolerance() {
        return 0;
    }

    private RuleOptimizer build(RuleOptimizer.Builder builder) {
        return memory().build(builder::build);
    }

    private static RuleOptimizer.Builder builder(LearnedRule rule) {
        return RuleOptimizer.builder(rule).setTotalSteps(TOTAL).optWeights(theta(rule));
    }

    private RuleOptimizer.Builder onWeights(LearnedRule rule) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        weights.forEach(weight -> shapes.put(weight.id(), weight.array().getShape()));
        return builder(rule).setTensors(shapes);
    }

    private Function<Model, LearnedOptimizer> onModel(LearnedRule rule) {
        return model -> build(builder(rule).setBlock(model.getBlock()));
    }

    private void step(LearnedOptimizer optimizer, int step) {
        optimizer.observe(1f / step);
        List<Weight> anyOrder = new ArrayList<>(weights);
        Collections.shuffle(anyOrder, new Random(step));
        anyOrder.forEach(weight -> weight.update(optimizer, weight.gradient(step)));
    }

    /** Calls come in any order, and the rule sees whole steps. */
    @ParameterizedTest
    @MethodSource("rules")
    void movesParametersAsTheRunDoes(LearnedRule rule) {
        List<TensorLayout> layouts =
                weights.stream()
                        .map(w -> w.array().getShape().getShape())
                        .map(shape -> TensorLayout.of(shape, AxisOrder.DJL))
                        .toList();
        float[][] p = weights.stream().map(Weight::values).toArray(float[][]::new);
        RunPlan plan = RunPlan.of(layouts, TOTAL).withKernel(HostKernel.TILED, 1);
        try (LearnedRun run = rule.begin(theta(rule), plan);
                RuleOptimizer optimizer = build(onWeights(rule))) {
            for (int step = 1; step <= 5; step++) {
                int now = step;
                run.step(
                        1f / step,
                        1,
                        p,
                        weights.stream().map(w -> w.gradient(now)).toArray(float[][]::new));
                step(optimizer, step);
                assertEquals(step, optimizer.step());
            }
        }
        for (int t = 0; t < p.length; t++) {
            assertArrayEquals(p[t], weights.get(t).values(), tolerance(), weights.get(t).id());
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aResumedTrainingEqualsOneThatNeverStopped(LearnedRule rule) throws Exception {
        Map<String, float[]> expected;
        try (Run run = Run.started(onModel(rule))) {
            expected = run.until(9).values();
        }
        try (Run run = Run.started(onModel(rule))) {
            run.until(5).save(folder);
        }
        try (Run run = Run.resumed(onModel(rule), folder)) {
            assertEquals(5, run.optimizer().step());
            Toy.assertSame(expected, run.until(9).values());
        }
    }

    /** What is loaded and not yet used is saved again. */
    @ParameterizedTest
    @MethodSource("rules")
    void aLoadedStateIsSavedAsItWas(LearnedRule rule) throws Exception {
        try (Run run = Run.started(onModel(rule))) {
            run.until(3).save(folder);
        }
        Path copy = folder.resolve("copy");
        try (Run run = Run.resumed(onModel(rule), folder)) {
            run.save(copy);
        }
        try (Run first = Run.resumed(onModel(rule), folder);
                Run second = Run.resumed(onModel(rule), copy)) {
            Toy.assertSame(first.until(6).values(), second.until(6).values());
        }
    }

    @Test
    void theStateOfAnotherRuleWithTheSameWeightsIsRefused() throws Exception {
        try (Run run = Run.started(onModel(LearnedRules.of("celo2")))) {
            run.until(1).save(folder);
        }
        Exception refusal =
                assertThrows(
                        IOException.class,
                        () -> Run.resumed(onModel(LearnedRules.of("celo2-base")), folder));
        assertTrue(refusal.getMessage().contains("builder(celo2)"), refusal.getMessage());
    }

    /** Running statistics are parameters of the block, too, but nobody updates them. */
    @ParameterizedTest
    @MethodSource("joint")
    void parametersThatAreNotTrainedDontCount(LearnedRule rule) throws Exception {
        Block block =
                new SequentialBlock()
                        .add(Linear.builder().setUnits(5).build())
                        .add(BatchNorm.builder().build())
                        .add(Linear.builder().setUnits(Toy.OUTPUTS).build());
        try (Model model = Toy.model(block, new Shape(Toy.BATCH, Toy.INPUTS))) {
            block.freezeParameters(true, p -> p.getArray().getShape().dimension() == 2);
            Map<String, float[]> before = Toy.values(model);
            // untrained rules make steps that the parameters would round away
            try (RuleOptimizer optimizer =
                            build(builder(rule).setBlock(block).optMultiplier(1e5f));
                    var trainer =
                            Toy.trainer(model, optimizer.observe(new SquaredError()), optimizer)) {
                for (var batch : trainer.iterateDataset(Toy.data(trainer.getManager()))) {
                    EasyTrain.trainBatch(trainer, batch);
                    trainer.step();
                    batch.close();
                }
                assertEquals(3, optimizer.step());
            }
            Map<String, float[]> after = Toy.values(model);
            after.forEach(
                    (name, values) -> {
                        if (name.endsWith("weight")) {
                            assertArrayEquals(before.get(name), values, name);
                        } else if (name.endsWith("beta")) {
                            assertFalse(Arrays.equals(before.get(name), values), name);
                        }
                    });
        }
    }

    @ParameterizedTest
    @MethodSource("joint")
    void aStepWithoutOneOfItsTensorsIsRefused(LearnedRule rule) {
        try (RuleOptimizer optimizer = build(onWeights(rule))) {
            step(optimizer, 1);
            optimizer.observe(1);
            weights.get(0).update(optimizer, weights.get(0).gradient(2));
            weights.get(2).update(optimizer, weights.get(2).gradient(2));
            optimizer.observe(1);
            Exception refusal =
                    assertThrows(
                            IllegalStateException.class,
                            () -> weights.get(0).update(optimizer, weights.get(0).gradient(3)));
            assertTrue(refusal.getMessage().contains("[vector]"), refusal.getMessage());
            assertTrue(refusal.getMessage().contains("step 2"), refusal.getMessage());
        }
    }

    @ParameterizedTest
    @MethodSource("joint")
    void strangersAndAMissingBlockAreRefused(LearnedRule rule) {
        try (RuleOptimizer optimizer = build(onWeights(rule))) {
            Weight stranger = Weight.of(manager, "stranger", new Shape(2));
            optimizer.observe(1);
            Exception refusal =
                    assertThrows(
                            IllegalStateException.class,
                            () -> stranger.update(optimizer, stranger.gradient(1)));
            assertTrue(refusal.getMessage().contains("setBlock"), refusal.getMessage());
        }
        Exception refusal =
                assertThrows(IllegalArgumentException.class, () -> builder(rule).build());
        assertTrue(refusal.getMessage().contains("setBlock(model.getBlock())"));
    }

    @Test
    void onlyRulesThatLookAtProgressNeedThePlannedSteps() {
        for (LearnedRule rule : LearnedRules.all()) {
            RuleOptimizer.Builder builder =
                    RuleOptimizer.builder(rule).optWeights(theta(rule)).setTensors(Map.of());
            if (rule.needs().contains(Need.TOTAL_STEPS)) {
                assertThrows(IllegalArgumentException.class, builder::build);
            } else {
                builder.build().close();
            }
        }
    }

    @Test
    void weightsOfAnotherArchitectureAreRefused() {
        RuleOptimizer.Builder builder =
                RuleOptimizer.builder("rnn-mlp").setTensors(Map.of()).optWeights(Toy.celo());
        String message = assertThrows(IllegalArgumentException.class, builder::build).getMessage();
        assertTrue(message.contains("needs rnn-mlp"), message);
    }

    /** The rest of the step is left out where tensors move together. */
    @ParameterizedTest
    @MethodSource("rules")
    void aNaNInAGradientMovesNothingWithIt(LearnedRule rule) {
        boolean together = rule.needs().contains(Need.ALL_TENSORS);
        try (CapturedLog log = new CapturedLog(BadSteps.class);
                RuleOptimizer optimizer = build(onWeights(rule))) {
            step(optimizer, 1);
            List<float[]> before = weights.stream().map(Weight::values).toList();
            optimizer.observe(1);
            for (Weight weight : weights) {
                float[] gradient = weight.gradient(2);
                gradient[0] = weight.id().equals("vector") ? Float.NaN : gradient[0];
                weight.update(optimizer, gradient);
            }
            for (int t = 0; t < before.size(); t++) {
                boolean stays = together || weights.get(t).id().equals("vector");
                boolean same = Arrays.equals(before.get(t), weights.get(t).values());
                assertEquals(stays, same, weights.get(t).id());
            }
            // what is still on a device is read back
            optimizer.setMetrics(new Metrics());
            assertEquals(1, optimizer.skippedTensors());
            assertTrue(log.messages().get(0).contains("a gradient isn't finite"));
        }
    }

    @Test
    void aNonFiniteLossLeavesOutTheStep() {
        try (RuleOptimizer optimizer = build(onWeights(new RnnMlp()))) {
            step(optimizer, 1);
            List<float[]> before = weights.stream().map(Weight::values).toList();
            optimizer.observe(Float.NaN);
            weights.forEach(weight -> weight.update(optimizer, weight.gradient(2)));
            for (int t = 0; t < before.size(); t++) {
                assertArrayEquals(before.get(t), weights.get(t).values());
            }
            step(optimizer, 3);
            assertFalse(Arrays.equals(before.get(0), weights.get(0).values()));
        }
    }

    @Test
    void aMissingLossIsNoticed() {
        try (RuleOptimizer optimizer = build(onWeights(Velo.SMALL))) {
            Weight weight = weights.get(0);
            assertThrows(
                    IllegalStateException.class,
                    () -> weight.update(optimizer, weight.gradient(1)));
        }
    }

    @Test
    void decayAndScheduleActBesidesTheRule() {
        LearnedRule rule = LearnedRules.of("celo2-base");
        Weight weight = weights.get(1);
        float[] start = weight.values();
        try (RuleOptimizer optimizer = build(onWeights(rule))) {
            weight.update(optimizer, weight.gradient(1));
        }
        float[] plain = weight.values();
        Tracker third = step -> step == 1 ? 3 : 0;
        Weight other = Weight.of(manager, "vector", new Shape(7));
        try (RuleOptimizer optimizer =
                build(onWeights(rule).optSchedule(third).optWeightDecays(2))) {
            other.update(optimizer, other.gradient(1));
            float[] once = other.values();
            for (int i = 0; i < start.length; i++) {
                float expected = start[i] + 3 * (plain[i] - start[i]) - 3 * 0.001f * 2 * start[i];
                assertEquals(expected, once[i], 1e-6f);
            }
            other.update(optimizer, other.gradient(2));
            assertArrayEquals(once, other.values(), "the schedule ended");
        }
    }

    /** A parameter that isn't contiguous has no memory that Java could write to. */
    @ParameterizedTest
    @MethodSource("rules")
    void viewsAreMovedLikeOthers(LearnedRule rule) {
        float[] start = Toy.gaussian(new Random(4), 12);
        Map<String, Shape> shape = Map.of("p", new Shape(4, 3));
        float[][] results = new float[2][];
        for (int view = 0; view < 2; view++) {
            try (NDArray plain = manager.create(start, new Shape(3, 4));
                    NDArray transposed = plain.transpose();
                    NDArray array = view == 1 ? transposed : transposed.duplicate();
                    RuleOptimizer optimizer = build(builder(rule).setTensors(shape))) {
                array.setRequiresGradient(true);
                Weight weight = new Weight("p", array);
                for (int step = 1; step < 4; step++) {
                    optimizer.observe(1f / step);
                    weight.update(optimizer, Toy.gaussian(new Random(step), 12));
                }
                results[view] = array.toFloatArray();
            }
        }
        assertArrayEquals(results[0], results[1]);
    }
}
