package org.djlcelo.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.Model;
import ai.djl.nn.Block;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Frozen parameters stay, and freezing or releasing never disturbs the count of steps. */
class FreezingTest {

    private static final int STEPS_PER_EPOCH = 3;

    private static Block first(Model model) {
        return model.getBlock().getChildren().get(0).getValue();
    }

    private static Block last(Model model) {
        return model.getBlock().getChildren().get(2).getValue();
    }

    private static boolean isFirst(String name) {
        return name.startsWith("01");
    }

    /** DJL updates in the order of a hash map over ids that contain the time: several models. */
    @RepeatedTest(4)
    void releasedParametersJoinWithTheNextStep() throws Exception {
        for (Memory memory : Memory.values()) {
            try (CeloOptimizer celo = Toy.celo(memory, 30);
                    Model model = Toy.model()) {
                first(model).freezeParameters(true);
                Map<String, float[]> start = Toy.values(model);
                try (Trainer trainer = Toy.trainer(model, celo.observe(new SquaredError()), celo)) {
                    ArrayDataset data = Toy.data(trainer.getManager());
                    EasyTrain.fit(trainer, 2, data, null);
                    assertEquals(2 * STEPS_PER_EPOCH, celo.step());
                    Map<String, float[]> frozen = Toy.values(model);
                    frozen.forEach(
                            (name, values) ->
                                    assertEquals(
                                            isFirst(name),
                                            Arrays.equals(start.get(name), values),
                                            name));

                    first(model).freezeParameters(false);
                    for (int epoch = 3; epoch <= 5; epoch++) {
                        EasyTrain.fit(trainer, 1, data, null);
                        assertEquals(epoch * STEPS_PER_EPOCH, celo.step());
                    }
                    Toy.values(model)
                            .forEach(
                                    (name, values) ->
                                            assertFalse(Arrays.equals(frozen.get(name), values)));

                    last(model).freezeParameters(true);
                    Map<String, float[]> before = Toy.values(model);
                    EasyTrain.fit(trainer, 2, data, null);
                    assertEquals(7 * STEPS_PER_EPOCH, celo.step());
                    Toy.values(model)
                            .forEach(
                                    (name, values) -> {
                                        if (!isFirst(name)) {
                                            assertArrayEquals(before.get(name), values);
                                        }
                                    });
                }
            }
        }
    }

    /** Training parts in turn is one trainer, although consecutive steps share no parameter. */
    @ParameterizedTest
    @EnumSource
    void partsCanBeTrainedInTurn(Memory memory) throws Exception {
        try (CeloOptimizer celo = Toy.celo(memory, 30);
                Model model = Toy.model();
                Trainer trainer = Toy.trainer(model, celo.observe(new SquaredError()), celo)) {
            ArrayDataset data = Toy.data(trainer.getManager());
            int steps = 0;
            for (int turn = 0; turn < 2; turn++) {
                for (boolean head : new boolean[] {true, false}) {
                    first(model).freezeParameters(head);
                    last(model).freezeParameters(!head);
                    EasyTrain.fit(trainer, 1, data, null);
                    steps += STEPS_PER_EPOCH;
                    assertEquals(steps, celo.step());
                }
            }
            for (int turn = 0; turn < 4; turn++) {
                first(model).freezeParameters(turn % 2 == 0);
                last(model).freezeParameters(turn % 2 == 1);
                try (var batch = trainer.iterateDataset(data).iterator().next()) {
                    EasyTrain.trainBatch(trainer, batch);
                    trainer.step();
                }
                assertEquals(++steps, celo.step());
            }
        }
    }
}
