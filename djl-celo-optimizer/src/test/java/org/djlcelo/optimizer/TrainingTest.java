package org.djlcelo.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.loss.Loss;
import org.junit.jupiter.api.Test;

class TrainingTest {

    @Test
    void easyTrainFits() throws Exception {
        CeloOptimizer celo =
                CeloOptimizer.builder().setTotalSteps(30).optWeights(Toy.celo()).build();
        try (celo;
                Model model = Toy.model();
                Trainer trainer = Toy.trainer(model, celo.observe(Loss.l2Loss()), celo)) {
            ArrayDataset data = Toy.data(trainer.getManager());
            var before = Toy.values(model);
            EasyTrain.fit(trainer, 10, data, data);
            var after = Toy.values(model);
            assertEquals(30, celo.step());
            assertTrue(Float.isFinite(celo.lastEta()));
            before.forEach(
                    (name, values) -> {
                        float[] now = after.get(name);
                        boolean moved = false;
                        for (int i = 0; i < now.length; i++) {
                            assertTrue(Float.isFinite(now[i]));
                            moved |= now[i] != values[i];
                        }
                        assertTrue(moved, name);
                    });
        }
    }
}
