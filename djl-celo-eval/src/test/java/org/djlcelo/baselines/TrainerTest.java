package org.djlcelo.baselines;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every optimizer in a DJL trainer. */
class TrainerTest {

    private static final int STEPS = 60;

    static Stream<Subject> subjects() {
        return ContractTest.subjects();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void lowersTheLossOfANetwork(Subject subject) {
        SequentialBlock block =
                new SequentialBlock()
                        .add(Linear.builder().setUnits(8).build())
                        .add(Activation.tanhBlock())
                        .add(Linear.builder().setUnits(1).build());
        try (HandDesignedOptimizer optimizer = subject.forQuadratic();
                Model model = Model.newInstance("line", Device.cpu())) {
            model.setBlock(block);
            DefaultTrainingConfig config =
                    new DefaultTrainingConfig(Loss.l2Loss()).optOptimizer(optimizer);
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.getManager().getEngine().setRandomSeed(1);
                trainer.initialize(new Shape(16, 3));
                float first = step(trainer);
                float last = first;
                for (int i = 1; i < STEPS; i++) {
                    last = step(trainer);
                }
                assertTrue(last < 0.9f * first, first + " became " + last);
            }
        }
    }

    private static float step(Trainer trainer) {
        try (NDManager manager = trainer.getManager().newSubManager()) {
            NDArray data = manager.create(Tensors.random(1, 48), new Shape(16, 3));
            NDArray labels = data.sum(new int[] {1}, true);
            float value;
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDArray loss =
                        trainer.getLoss()
                                .evaluate(new NDList(labels), trainer.forward(new NDList(data)));
                collector.backward(loss);
                value = loss.getFloat();
            }
            trainer.step();
            return value;
        }
    }
}
