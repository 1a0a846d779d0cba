package org.djlcelo.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.loss.Loss;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One optimizer belongs to one trainer. */
class TrainersTest {

    private static void assertTwoTrainers(Throwable refusal) {
        assertTrue(refusal.getMessage().contains("from two trainers"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("one optimizer for each Trainer"));
    }

    private static void step(Trainer trainer) {
        try (Batch batch =
                trainer.iterateDataset(Toy.data(trainer.getManager())).iterator().next()) {
            EasyTrain.trainBatch(trainer, batch);
            trainer.step();
        } catch (java.io.IOException | ai.djl.translate.TranslateException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void alternatingTrainersAreRefused(Memory memory) {
        try (CeloOptimizer celo = Toy.celo(memory, 30);
                Model first = Toy.model();
                Model second = Toy.model()) {
            Loss loss = celo.observe(new SquaredError());
            try (Trainer one = Toy.trainer(first, loss, celo);
                    Trainer two = Toy.trainer(second, loss, celo)) {
                step(one);
                step(two);
                assertTwoTrainers(assertThrows(IllegalStateException.class, () -> step(one)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSecondTrainerAfterTheFirstIsRefused(Memory memory) {
        for (boolean closed : new boolean[] {true, false}) {
            try (CeloOptimizer celo = Toy.celo(memory, 30);
                    Model second = Toy.model()) {
                Loss loss = celo.observe(new SquaredError());
                Model first = Toy.model();
                Trainer one = Toy.trainer(first, loss, celo);
                step(one);
                step(one);
                if (closed) {
                    one.close();
                    first.close();
                }
                try (Trainer two = Toy.trainer(second, loss, celo)) {
                    step(two);
                    assertTwoTrainers(assertThrows(IllegalStateException.class, () -> step(two)));
                }
                if (!closed) {
                    one.close();
                    first.close();
                }
            }
        }
    }

    /** That is the same training, continued. */
    @ParameterizedTest
    @EnumSource
    void aSecondTrainerOfTheSameModelGoesOn(Memory memory) {
        try (CeloOptimizer celo = Toy.celo(memory, 30);
                Model model = Toy.model()) {
            Loss loss = celo.observe(new SquaredError());
            for (int i = 1; i <= 3; i++) {
                try (Trainer trainer = Toy.trainer(model, loss, celo)) {
                    step(trainer);
                    step(trainer);
                    assertEquals(2 * i, celo.step());
                }
            }
        }
    }
}
