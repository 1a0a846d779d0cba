package org.djlcelo.eval.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.loss.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.djlcelo.random.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The function in Java against the same function as the engine differentiates it. */
class AdafacTrainingTest {

    private record Outcome(float value, float evaluated, List<float[]> gradients) {}

    @ParameterizedTest
    @CsvSource({
        "2, 16, 0.02, 0.3",
        "10, 32, 0.02, 0.3",
        "20, 32, 0.05, 0.8",
        "50, 128, 0, 0.3",
        "5, 16, 0, 0"
    })
    void valueAndGradientAreTheEngines(int steps, int batch, double offsets, double weights) {
        Outcome expected = run(new AdafacGraph(), steps, batch, offsets, weights);
        Outcome actual = run(new AdafacTraining(), steps, batch, offsets, weights);
        assertEquals(expected.value, actual.value, 1e-6 * expected.value);
        assertEquals(actual.value, actual.evaluated);
        double largest = 0;
        for (float[] gradient : expected.gradients) {
            largest = Math.max(largest, norm(gradient, new float[gradient.length]));
        }
        for (int i = 0; i < expected.gradients.size(); i++) {
            float[] gradient = expected.gradients.get(i);
            double size = norm(gradient, new float[gradient.length]);
            double difference = norm(gradient, actual.gradients.get(i));
            assertTrue(
                    difference <= 2e-4 * (size + 0.1 * largest),
                    i + ": " + difference + " of " + size);
        }
    }

    /** An infinite decay: losses that are no numbers, and no gradient. */
    @Test
    void explosionsAreTheEnginesToo() {
        Outcome expected = run(new AdafacGraph(), 12, 8, 30, 0.3);
        Outcome actual = run(new AdafacTraining(), 12, 8, 30, 0.3);
        assertEquals(expected.value, actual.value, 1e-6 * expected.value);
        assertEquals(actual.value, actual.evaluated);
        for (int i = 0; i < expected.gradients.size(); i++) {
            assertFalse(isFinite(expected.gradients.get(i)), i + " of the engine");
            assertFalse(isFinite(actual.gradients.get(i)), i + "");
        }
    }

    private static boolean isFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private static double norm(float[] x, float[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += ((double) x[i] - y[i]) * ((double) x[i] - y[i]);
        }
        return Math.sqrt(sum);
    }

    private static Outcome run(Block block, int steps, int batch, double offsets, double weights) {
        Random random = new Random(11);
        for (Parameter parameter : block.getParameters().values()) {
            double spread = parameter.getName().endsWith("decays") ? offsets : weights;
            parameter.setInitializer(gaussian(random.nextLong(), spread));
        }
        try (Model model = Model.newInstance("lopt")) {
            model.setBlock(block);
            try (Trainer trainer = model.newTrainer(new DefaultTrainingConfig(Loss.l2Loss()));
                    NDManager manager = trainer.getManager().newSubManager()) {
                trainer.initialize(new Shape(AdafacTraining.INNER_PARAMETERS));
                NDList inputs = inputs(manager, steps, batch);
                float value;
                try (GradientCollector collector = trainer.newGradientCollector()) {
                    NDArray output = trainer.forward(inputs).singletonOrThrow();
                    collector.backward(output);
                    value = output.getFloat();
                }
                List<float[]> gradients = new ArrayList<>();
                for (Parameter parameter : block.getParameters().values()) {
                    try (NDArray gradient = parameter.getArray().getGradient()) {
                        gradients.add(gradient.toFloatArray());
                    }
                }
                float evaluated = trainer.evaluate(inputs).singletonOrThrow().getFloat();
                return new Outcome(value, evaluated, gradients);
            }
        }
    }

    private static Initializer gaussian(long seed, double spread) {
        return (manager, shape, type) -> {
            Random random = new Random(seed);
            float[] values = new float[(int) shape.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (spread * random.nextGaussian());
            }
            return manager.create(values, shape);
        };
    }

    private static NDList inputs(NDManager manager, int steps, int batch) {
        Random random = new Random(5);
        float[] images = new float[steps * batch * AdafacTraining.PIXELS];
        for (int i = 0; i < images.length; i++) {
            images[i] = random.nextFloat();
        }
        int[] labels = random.ints((long) steps * batch, 0, AdafacTraining.CLASSES).toArray();
        return new NDList(
                manager.create(AdafacTraining.drawInnerParameters(Key.of(1).random())),
                manager.create(images, new Shape(steps, batch, AdafacTraining.PIXELS)),
                manager.create(labels, new Shape(steps, batch)));
    }
}
