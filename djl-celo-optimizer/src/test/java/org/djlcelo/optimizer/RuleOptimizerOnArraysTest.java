package org.djlcelo.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.djlcelo.family.LearnedRule;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same on the engine's arrays, as on an accelerator. */
class RuleOptimizerOnArraysTest extends RuleOptimizerTest {

    @TempDir private Path shelf;

    @Override
    Memory memory() {
        return Memory.ENGINE;
    }

    @Override
    float tolerance() {
        return 1e-6f;
    }

    private static Function<Model, LearnedOptimizer> in(Memory memory, LearnedRule rule) {
        return model ->
                memory.build(
                        () ->
                                RuleOptimizer.builder(rule)
                                        .setTotalSteps(40)
                                        .optWeights(rule.initial(new Random(11)))
                                        .setBlock(model.getBlock())
                                        .build());
    }

    /** A model trained on an accelerator goes on without one, and the other way round. */
    @ParameterizedTest
    @MethodSource("rules")
    void aTrainingChangesPlaces(LearnedRule rule) throws Exception {
        Map<String, float[]> expected;
        try (Run run = Run.started(in(Memory.HOST, rule))) {
            expected = run.until(9).values();
        }
        try (Run run = Run.started(in(Memory.ENGINE, rule))) {
            run.until(3).save(shelf.resolve("3"));
        }
        try (Run run = Run.resumed(in(Memory.HOST, rule), shelf.resolve("3"))) {
            run.until(6).save(shelf.resolve("6"));
        }
        try (Run run = Run.resumed(in(Memory.ENGINE, rule), shelf.resolve("6"))) {
            Map<String, float[]> values = run.until(9).values();
            expected.forEach((name, v) -> assertArrayEquals(v, values.get(name), 1e-5f, name));
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theNumberOfArraysIsConstantAndCloseFreesThem(LearnedRule rule) throws Exception {
        int before = LiveArraysTest.live();
        try (Model model = Toy.model();
                LearnedOptimizer optimizer = in(Memory.ENGINE, rule).apply(model);
                Trainer trainer =
                        Toy.trainer(model, optimizer.observe(new SquaredError()), optimizer)) {
            ArrayDataset data = Toy.data(trainer.getManager());
            Set<Integer> counts = new HashSet<>();
            while (optimizer.step() < DeviceCounters.INTERVAL + 10) {
                for (Batch batch : trainer.iterateDataset(data)) {
                    EasyTrain.trainBatch(trainer, batch);
                    trainer.step();
                    batch.close();
                }
                if (optimizer.step() > 5) {
                    counts.add(LiveArraysTest.live());
                }
            }
            assertEquals(1, counts.size(), counts.toString());
        }
        assertEquals(before, LiveArraysTest.live());
    }

    /** Noticed when the counters are read back. */
    @ParameterizedTest
    @MethodSource("joint")
    void twentyBadStepsInARowAreAnError(LearnedRule rule) throws Exception {
        try (Model model = Toy.model();
                LearnedOptimizer optimizer = in(Memory.ENGINE, rule).apply(model);
                Trainer trainer = Toy.trainer(model, new SquaredError(), optimizer)) {
            ArrayDataset data = Toy.data(trainer.getManager());
            String message =
                    assertThrows(
                                    IllegalStateException.class,
                                    () -> {
                                        while (optimizer.step() <= DeviceCounters.INTERVAL) {
                                            step(optimizer, trainer, data);
                                        }
                                    })
                            .getMessage();
            assertTrue(message.contains("in 20 steps in a row"), message);
        }
    }

    private static void step(LearnedOptimizer optimizer, Trainer trainer, ArrayDataset data)
            throws Exception {
        for (Batch batch : trainer.iterateDataset(data)) {
            optimizer.observe(Float.NaN);
            EasyTrain.trainBatch(trainer, batch);
            trainer.step();
            batch.close();
        }
    }
}
