package org.djlcelo.eval.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.djlcelo.eval.network.AdafacTraining;
import org.djlcelo.eval.network.ConvNet;
import org.djlcelo.eval.network.LstmLm;
import org.djlcelo.eval.network.TransformerLm;
import org.djlcelo.eval.network.VisionTransformer;
import org.djlcelo.random.Key;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * First losses, gradients and 50 steps of SGD and Adam against numbers recorded from the official
 * JAX code; see the README beside them.
 */
class RecordedCurvesTest {

    /** Batches that take turns. */
    private static final int BATCHES = 4;

    /** Of task 17's inner network, layer by layer. */
    private static final List<Integer> INNER_UNITS = List.of(32, AdafacTraining.CLASSES);

    private static final Map<String, Curves> RECORDED = recorded();

    private record Curves(
            float loss,
            float[] gradientNorms,
            float sgdRate,
            float adamRate,
            float[] sgd,
            float[] adam,
            Tolerance tolerance) {}

    private record Tolerance(float gradient, float sgd, float adam) {}

    private interface BatchMaker {
        Batches.Batch make(NDManager manager, int number);
    }

    private record Case(Block block, Loss loss, Shape input, BatchMaker batches) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fashion-mnist-mlp",
                "cifar10-conv",
                "cifar10-conv-batchnorm",
                "cifar10-conv-layernorm",
                "lm1b-transformer-2",
                "lm1b-lstm",
                "cifar100-vit",
                "fashion-mnist-lopt",
                "fashion-mnist-lopt-full"
            })
    void networksDoWhatTheReferenceDoes(String name) {
        Curves curves = RECORDED.get(name);
        firstStep(create(name), curves);
        assertClose(
                curves.sgd,
                train(create(name), sgd(curves.sgdRate), curves.sgd.length),
                curves.tolerance.sgd);
        Tracker adamRate = Tracker.fixed(curves.adamRate);
        Optimizer adam = Optimizer.adam().optLearningRateTracker(adamRate).build();
        assertClose(
                curves.adam, train(create(name), adam, curves.adam.length), curves.tolerance.adam);
    }

    private static void firstStep(Case task, Curves curves) {
        try (Model model = Model.newInstance("first");
                Trainer trainer = trainer(model, task, sgd(0))) {
            float loss = backward(trainer, task, 0, Garbage::collectAndOverwrite);
            assertEquals(curves.loss, loss, 2e-6f * curves.loss);
            List<Parameter> parameters = model.getBlock().getParameters().values();
            assertEquals(curves.gradientNorms.length, parameters.size());
            double largest = 0;
            for (float norm : curves.gradientNorms) {
                largest = Math.max(largest, norm);
            }
            for (int i = 0; i < parameters.size(); i++) {
                try (NDArray gradient = parameters.get(i).getArray().getGradient()) {
                    double expected = curves.gradientNorms[i];
                    assertEquals(
                            expected,
                            norm(gradient.toFloatArray()),
                            curves.tolerance.gradient * (expected + 0.1 * largest),
                            parameters.get(i).getName());
                }
            }
        }
    }

    private static Optimizer sgd(float rate) {
        return Optimizer.sgd().setLearningRateTracker(Tracker.fixed(rate)).build();
    }

    private static double norm(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }

    private static float[] train(Case task, Optimizer optimizer, int steps) {
        try (Model model = Model.newInstance("curve");
                Trainer trainer = trainer(model, task, optimizer)) {
            float[] losses = new float[steps];
            for (int step = 0; step < steps; step++) {
                losses[step] = backward(trainer, task, step % BATCHES, () -> {});
                trainer.step();
            }
            return losses;
        }
    }

    private static Trainer trainer(Model model, Case task, Optimizer optimizer) {
        Formula.startAt(task.block);
        model.setBlock(task.block);
        Trainer trainer =
                model.newTrainer(new DefaultTrainingConfig(task.loss).optOptimizer(optimizer));
        trainer.initialize(task.input);
        return trainer;
    }

    private static float backward(
            Trainer trainer, Case task, int batchNumber, Runnable beforeBackward) {
        try (NDManager manager = trainer.getManager().newSubManager()) {
            Batches.Batch batch = task.batches.make(manager, batchNumber);
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDArray loss =
                        trainer.getLoss().evaluate(batch.labels(), trainer.forward(batch.data()));
                beforeBackward.run();
                collector.backward(loss);
                return loss.getFloat();
            }
        }
    }

    private static void assertClose(float[] expected, float[] actual, float tolerance) {
        for (int step = 0; step < expected.length; step++) {
            assertEquals(expected[step], actual[step], tolerance * expected[step], "step " + step);
        }
    }

    private static Case create(String name) {
        return switch (name) {
            case "fashion-mnist-mlp" ->
                    images(Networks.reluMlp(128, 128, 10), new Shape(32, 784), 10);
            case "cifar10-conv" -> conv(ConvNet.Normalization.NONE);
            case "cifar10-conv-batchnorm" -> conv(ConvNet.Normalization.BATCH);
            case "cifar10-conv-layernorm" -> conv(ConvNet.Normalization.LAYER);
            case "lm1b-transformer-2" ->
                    text(
                            new TransformerLm(64, 40, 32, 2, 4),
                            8,
                            8,
                            new AttentionInputs(8, 8, 32, 4, 0));
            case "lm1b-lstm" -> text(new LstmLm(42, 40, 16, 24), 6, 7, TokenInputs.NONE);
            case "cifar100-vit" ->
                    images(
                            new VisionTransformer(4, new VisionTransformer.Size(24, 2, 3, 48), 7),
                            new Shape(4, 32, 32, 3),
                            7);
            case "fashion-mnist-lopt" -> meta(10, 16);
            default -> meta(50, 128);
        };
    }

    private static Case conv(ConvNet.Normalization normalization) {
        return images(new ConvNet(2, normalization, 10), new Shape(2, 32, 32, 3), 10);
    }

    private static Case images(Block block, Shape input, int classes) {
        int count = (int) input.get(0);
        return new Case(
                block,
                Objective.CLASSIFY.newLoss(),
                input,
                (manager, number) ->
                        new Batches.Batch(
                                new NDList(
                                        manager.create(
                                                Formula.uniform(number, 0, (int) input.size()),
                                                input)),
                                new NDList(
                                        manager.create(
                                                Formula.integers(number, 1, count, classes)))));
    }

    private static Case text(Block block, int batch, int length, TokenInputs beside) {
        return new Case(
                block,
                new SequenceCrossEntropy(),
                new Shape(batch, length),
                (manager, number) -> {
                    int row = length + 1;
                    long[] tokens = Formula.integers(number, 2, batch * row, 40);
                    long[] seen = new long[batch * length];
                    long[] next = new long[batch * length];
                    float[] weights = new float[batch * length];
                    int words = 0;
                    for (int i = 0; i < seen.length; i++) {
                        seen[i] = tokens[i / length * row + i % length];
                        next[i] = tokens[i / length * row + i % length + 1];
                        words += seen[i] == 0 ? 0 : 1;
                    }
                    for (int i = 0; i < seen.length; i++) {
                        weights[i] = seen[i] == 0 ? 0 : 1f / words;
                    }
                    NDList data = new NDList(manager.create(seen, new Shape(batch, length)));
                    data.addAll(beside.beside(manager, seen, Key.of(0).random()));
                    return new Batches.Batch(
                            data,
                            new NDList(
                                    manager.create(next, new Shape(next.length, 1)),
                                    manager.create(weights)));
                });
    }

    private static Case meta(int steps, int batch) {
        return new Case(
                new AdafacTraining(),
                new OutputLoss(),
                new Shape(AdafacTraining.INNER_PARAMETERS),
                (manager, number) -> {
                    int samples = steps * batch;
                    float[] pixels = Formula.uniform(number, 0, samples * AdafacTraining.PIXELS);
                    long[] classes = Formula.integers(number, 1, samples, AdafacTraining.CLASSES);
                    int[] labels = Arrays.stream(classes).mapToInt(Math::toIntExact).toArray();
                    return new Batches.Batch(
                            new NDList(
                                    manager.create(innerStart(number)),
                                    manager.create(
                                            pixels, new Shape(steps, batch, AdafacTraining.PIXELS)),
                                    manager.create(labels, new Shape(steps, batch))),
                            new NDList());
                });
    }

    /** The formula's numbers are weights with a last column of biases, matrix by matrix. */
    private static float[] innerStart(int number) {
        float[] drawn = Formula.uniform(number, 3, AdafacTraining.INNER_PARAMETERS);
        float[] start = new float[drawn.length];
        int weight = 0;
        int bias = start.length - INNER_UNITS.stream().mapToInt(Integer::intValue).sum();
        int inputs = AdafacTraining.PIXELS;
        int from = 0;
        for (int units : INNER_UNITS) {
            for (int i = 0; i < units * (inputs + 1); i++) {
                boolean last = i % (inputs + 1) == inputs;
                start[last ? bias++ : weight++] = (float) ((2.0 * drawn[from++] - 1) * 0.15);
            }
            inputs = units;
        }
        return start;
    }

    private static Map<String, Curves> recorded() {
        try (Reader reader =
                new InputStreamReader(
                        RecordedCurvesTest.class.getResourceAsStream("curves.json"),
                        StandardCharsets.UTF_8)) {
            return new Gson().fromJson(reader, new TypeToken<Map<String, Curves>>() {}.getType());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
