package org.djlcelo.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.metric.Metrics;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.djlcelo.lopt.Architecture;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Native arrays are never freed by the garbage collector: none may be left behind. */
class LiveArraysTest {

    /** More than the steps between two read-backs. */
    private static final int STEPS = 130;

    /** All arrays of the engine, whatever manager they belong to. */
    static int live() {
        try (NDManager manager = NDManager.newBaseManager()) {
            return manager.getParentManager().getManagedArrays().size();
        }
    }

    private static void free(LearnedOptimizer optimizer) {
        optimizer.close();
    }

    private static LearnedOptimizer adam(Memory memory) {
        return memory.build(
                () ->
                        CeloAdamOptimizer.builder()
                                .setTotalSteps(STEPS)
                                .optWeights(Toy.theta(Architecture.CELO_ADAM))
                                .build());
    }

    @ParameterizedTest
    @EnumSource
    void theNumberOfArraysIsConstantAndCloseFreesThem(Memory memory) throws Exception {
        assertConstant(memory, m -> Toy.celo(m, STEPS));
        assertConstant(memory, LiveArraysTest::adam);
    }

    private static void assertConstant(Memory memory, Function<Memory, LearnedOptimizer> build)
            throws Exception {
        int before = live();
        try (Model model = Toy.model();
                LearnedOptimizer optimizer = build.apply(memory)) {
            optimizer.setMetrics(new Metrics());
            Loss loss = optimizer.observe(new SquaredError());
            try (Trainer trainer = Toy.trainer(model, loss, optimizer)) {
                ArrayDataset data = Toy.data(trainer.getManager());
                EasyTrain.fit(trainer, 1, data, data);
                int withState = live();
                Set<Integer> counts = new HashSet<>();
                while (optimizer.step() < STEPS) {
                    for (Batch batch : trainer.iterateDataset(data)) {
                        EasyTrain.trainBatch(trainer, batch);
                        loss.evaluate(batch.getLabels(), trainer.evaluate(batch.getData()));
                        trainer.step();
                        batch.close();
                        counts.add(live());
                    }
                }
                assertEquals(Set.of(withState), counts);
                assertTrue(optimizer.lastEta() > 0);
                assertEquals(withState, live());
                free(optimizer);
                assertTrue(live() < withState);
                int withoutState = live();
                free(optimizer);
                assertEquals(withoutState, live());
            }
        }
        assertEquals(before, live());
    }

    /**
     * What is left open beside the model by a trainer that is still open; DJL keeps some itself.
     */
    private static int leftByTraining(Model model, Optimizer optimizer, Loss loss)
            throws Exception {
        int before = live();
        try (Trainer trainer = Toy.trainer(model, loss, optimizer)) {
            ArrayDataset data = Toy.data(trainer.getManager());
            EasyTrain.fit(trainer, 2, data, data);
            if (optimizer instanceof LearnedOptimizer learned) {
                assertTrue(live() > before);
                free(learned);
            }
            return live() - before;
        }
    }

    /** What the optimizer made while it trained is gone when it is closed. */
    @ParameterizedTest
    @EnumSource
    void afterClosingNoMoreIsLeftThanBySgd(Memory memory) throws Exception {
        Optimizer sgd = Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.01f)).build();
        int expected;
        try (Model model = Toy.model()) {
            expected = leftByTraining(model, sgd, new SquaredError());
        }
        try (Model model = Toy.model();
                CeloOptimizer celo = Toy.celo(memory, STEPS)) {
            assertEquals(expected, leftByTraining(model, celo, celo.observe(new SquaredError())));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClosedOptimizerIsNotUsedAnyMore(Memory memory) throws Exception {
        try (Model model = Toy.model();
                CeloOptimizer celo = Toy.celo(memory, STEPS);
                Trainer trainer = Toy.trainer(model, celo.observe(new SquaredError()), celo)) {
            ArrayDataset data = Toy.data(trainer.getManager());
            EasyTrain.fit(trainer, 1, data, null);
            free(celo);
            for (Executable use :
                    new Executable[] {
                        () -> EasyTrain.fit(trainer, 1, data, null),
                        celo::lastEta,
                        () -> celo.save(Path.of("state"), model),
                        () -> celo.load(Path.of("state"), model)
                    }) {
                assertEquals(
                        "This optimizer is closed; build a new one",
                        assertThrows(IllegalStateException.class, use).getMessage());
            }
            assertEquals(3, celo.step());
        }
    }

    /** A scope around every step, as some loops have, must not take the state with it. */
    @ParameterizedTest
    @EnumSource
    void aScopeAroundEveryStepDoesNotCloseTheState(Memory memory) throws Exception {
        float[] etas = new float[2];
        for (int i = 0; i < 2; i++) {
            try (Model model = Toy.model();
                    LearnedOptimizer optimizer = Toy.celo(memory, STEPS);
                    Trainer trainer =
                            Toy.trainer(model, optimizer.observe(new SquaredError()), optimizer)) {
                ArrayDataset data = Toy.data(trainer.getManager());
                for (Batch batch : trainer.iterateDataset(data)) {
                    if (i == 0) {
                        EasyTrain.trainBatch(trainer, batch);
                        trainer.step();
                    } else {
                        try (NDScope scope = new NDScope()) {
                            scope.suppressNotUsedWarning();
                            EasyTrain.trainBatch(trainer, batch);
                            trainer.step();
                        }
                    }
                    batch.close();
                }
                etas[i] = optimizer.lastEta();
            }
        }
        assertEquals(etas[0], etas[1]);
    }
}
