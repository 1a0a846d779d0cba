package org.djlcelo.metatrain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.loss.Loss;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.djlcelo.data.EmbeddedData;
import org.djlcelo.data.FloatImages;
import org.djlcelo.data.ImagePipeline;
import org.djlcelo.data.Split;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Initializer;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.io.Provenance;
import org.djlcelo.lopt.io.Weights;
import org.djlcelo.lopt.io.WeightsFile;
import org.djlcelo.metatrain.inner.BlockTask;
import org.djlcelo.metatrain.inner.InnerTask;
import org.djlcelo.metatrain.inner.Lengths;
import org.djlcelo.metatrain.inner.Stage;
import org.djlcelo.random.Key;
import org.djlcelo.testing.ShownCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Meta-training on a network of one's own, as the README shows it, but for fewer iterations. */
class ReadmeExampleTest {

    private static final int ITERATIONS = 3;

    @TempDir Path folder;
    private final List<Double> losses = new ArrayList<>();

    @Test
    void metaTrainsOnAnyNetwork() throws Exception {
        try (NDManager manager = NDManager.newBaseManager()) {
            Path file = folder.resolve("mine.safetensors");
            example(data(manager), file);
            MetaParameters theta = WeightsFile.read(file).theta();
            assertEquals(2 * ITERATIONS, losses.size());
            losses.forEach(loss -> assertTrue(loss > 0 && loss < 4, "meta-loss " + loss));
            float[] random = start();
            for (Stage stage : Stage.TWO) {
                assertFalse(
                        Arrays.equals(
                                stage.extract(theta),
                                stage.extract(new MetaParameters(theta.architecture(), random))),
                        stage + " must train");
            }
        }
    }

    private void example(RandomAccessDataset myDataset, Path file) throws Exception {
        int iterations = ITERATIONS;
        // snippet start
        InnerTask mine =
                BlockTask.builder()
                        .setName("mine")
                        .setBlock(
                                () ->
                                        new SequentialBlock()
                                                .add(Linear.builder().setUnits(16).build())
                                                .add(Activation::tanh)
                                                .add(Linear.builder().setUnits(10).build()))
                        .setLoss(Loss.softmaxCrossEntropyLoss())
                        .setDataset(myDataset)
                        .setInputShapes(new Shape(1, 64))
                        .build();
        MetaParameters theta =
                MetaTrainer.builder()
                        .addTask(mine)
                        .setIterations(iterations)
                        .optLearningRate(1e-3)
                        .optParticles(2)
                        .optTruncation(10)
                        .optHorizons(new Lengths(20, 200))
                        .optListener((stage, iteration, metaLoss) -> losses.add(metaLoss))
                        .build()
                        .train();
        WeightsFile.write(new Weights(theta, Provenance.UNKNOWN), file);
        // snippet end
    }

    @Test
    void readmeShowsThisCode() throws Exception {
        String readme = Files.readString(Path.of("../README.md"));
        String snippet = ShownCode.of(getClass());
        assertTrue(readme.contains(snippet), "README.md lacks this code:\n" + snippet);
    }

    @Test
    void theSameSeedGivesTheSameWeights() throws Exception {
        try (NDManager manager = NDManager.newBaseManager()) {
            Path once = folder.resolve("once");
            Path again = folder.resolve("again");
            example(data(manager), once);
            example(data(manager), again);
            assertEquals(-1, Files.mismatch(once, again));
        }
    }

    @Test
    void schedulerAloneNeedsARule() {
        MetaTrainerBuilder builder = MetaTrainer.builder().optStages(Stage.SCHEDULER);
        RuntimeException refused = assertThrows(RuntimeException.class, builder::build);
        assertTrue(refused.getMessage().contains("optStart"), refused.getMessage());
        assertThrows(RuntimeException.class, () -> MetaTrainer.builder().build(), "no task");
    }

    private static float[] start() {
        return Initializer.random(Architecture.CELO, Key.of(0).with("theta").random()).toVector();
    }

    private static RandomAccessDataset data(NDManager manager) {
        FloatImages images =
                new ImagePipeline(8, 8, ImagePipeline.Colour.GREY)
                        .apply(EmbeddedData.digits(Split.TRAIN));
        return new ArrayDataset.Builder()
                .setData(manager.create(images.pixels(), new Shape(images.count(), 64)))
                .optLabels(manager.create(images.labels()))
                .setSampling(64, true)
                .build();
    }
}
