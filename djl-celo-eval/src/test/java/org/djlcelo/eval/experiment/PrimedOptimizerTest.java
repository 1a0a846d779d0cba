package org.djlcelo.eval.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import org.junit.jupiter.api.Test;

class PrimedOptimizerTest {

    private static final float RATE = 0.5f;

    /** Two samples of two classes under a head of zeros: gradients ±1/4, whose sum is zero. */
    @Test
    void gradientsThatSumToZeroAreAFirstStep() {
        assertThrows(IllegalStateException.class, () -> train(sgd()));

        PrimedOptimizer primed = new PrimedOptimizer(sgd());
        assertArrayEquals(new float[] {RATE / 4, -RATE / 4}, train(primed), 1e-7f);
    }

    @Test
    void theMadeUpStepChangesNothing() {
        int[] calls = new int[1];
        Optimizer counting =
                new PrimedOptimizer(sgd()) {
                    @Override
                    public void update(String id, NDArray weight, NDArray gradient) {
                        calls[0]++;
                    }
                };
        PrimedOptimizer primed = new PrimedOptimizer(counting);
        try (Model model = model();
                Trainer trainer = trainer(model, primed)) {
            primed.prime(trainer);
            assertEquals(0, calls[0]);
            for (Parameter parameter : model.getBlock().getParameters().values()) {
                float[] zeros = new float[(int) parameter.getArray().size()];
                assertArrayEquals(zeros, parameter.getArray().toFloatArray());
                assertArrayEquals(zeros, parameter.getArray().getGradient().toFloatArray());
            }
            backward(trainer);
            trainer.step();
            assertEquals(2, calls[0]);
        }
    }

    private static float[] train(Optimizer optimizer) {
        try (Model model = model();
                Trainer trainer = trainer(model, optimizer)) {
            if (optimizer instanceof PrimedOptimizer primed) {
                primed.prime(trainer);
            }
            backward(trainer);
            trainer.step();
            return model.getBlock().getParameters().valueAt(0).getArray().toFloatArray();
        }
    }

    private static void backward(Trainer trainer) {
        try (NDManager manager = trainer.getManager().newSubManager();
                GradientCollector collector = trainer.newGradientCollector()) {
            NDList data = new NDList(manager.create(new float[] {2, 1}, new Shape(2, 1)));
            NDList labels = new NDList(manager.create(new long[] {0, 1}));
            collector.backward(trainer.getLoss().evaluate(labels, trainer.forward(data)));
        }
    }

    private static Model model() {
        Model model = Model.newInstance("zero head");
        Linear head = Linear.builder().setUnits(2).build();
        head.setInitializer(Initializer.ZEROS, Parameter.Type.WEIGHT);
        model.setBlock(head);
        return model;
    }

    private static Trainer trainer(Model model, Optimizer optimizer) {
        Trainer trainer =
                model.newTrainer(
                        new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                                .optOptimizer(optimizer));
        trainer.initialize(new Shape(2, 1));
        return trainer;
    }

    private static Optimizer sgd() {
        return Optimizer.sgd().setLearningRateTracker(Tracker.fixed(RATE)).build();
    }
}
