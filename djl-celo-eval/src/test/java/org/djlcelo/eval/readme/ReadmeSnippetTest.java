package org.djlcelo.eval.readme;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.basicmodelzoo.basic.Mlp;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingConfig;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.loss.Loss;
import java.nio.file.Files;
import java.nio.file.Path;
import org.djlcelo.data.EmbeddedData;
import org.djlcelo.data.FloatImages;
import org.djlcelo.data.ImagePipeline;
import org.djlcelo.data.ImageSet;
import org.djlcelo.data.Split;
import org.djlcelo.optimizer.CeloOptimizer;
import org.djlcelo.optimizer.TrainingSteps;
import org.djlcelo.testing.ShownCode;
import org.junit.jupiter.api.Test;

/** The README's example, which is the code between the two markers, run on the embedded digits. */
class ReadmeSnippetTest {

    @Test
    void snippetTrains() throws Exception {
        try (NDManager manager = NDManager.newBaseManager()) {
            int batchSize = 32;
            RandomAccessDataset trainingSet = digits(manager, Split.TRAIN, batchSize);
            RandomAccessDataset validationSet = digits(manager, Split.TEST, batchSize);
            float accuracy = train(trainingSet, validationSet, batchSize, 10);
            assertTrue(accuracy > 0.8, "validation accuracy " + accuracy);
        }
    }

    private static float train(
            RandomAccessDataset trainingSet,
            RandomAccessDataset validationSet,
            int batchSize,
            int epochs)
            throws Exception {
        float accuracy;
        // snippet start
        int steps = TrainingSteps.of(trainingSet.size(), batchSize, epochs);
        try (CeloOptimizer celo = CeloOptimizer.builder().setTotalSteps(steps).build();
                Model model = Model.newInstance("mlp")) {
            model.setBlock(new Mlp(64, 10, new int[] {128, 64}));
            TrainingConfig config =
                    new DefaultTrainingConfig(celo.observe(Loss.softmaxCrossEntropyLoss()))
                            .optOptimizer(celo)
                            .addEvaluator(new Accuracy())
                            .addTrainingListeners(TrainingListener.Defaults.logging());
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(1, 64));
                EasyTrain.fit(trainer, epochs, trainingSet, validationSet);
                accuracy = trainer.getTrainingResult().getValidateEvaluation("Accuracy");
            }
        }
        // snippet end
        return accuracy;
    }

    @Test
    void readmeShowsThisCode() throws Exception {
        String readme = Files.readString(Path.of("../README.md"));
        String snippet = ShownCode.of(getClass());
        assertTrue(readme.contains(snippet), "README.md lacks this code:\n" + snippet);
    }

    private static RandomAccessDataset digits(NDManager manager, Split split, int batchSize) {
        ImageSet digits = EmbeddedData.digits(split);
        FloatImages images = new ImagePipeline(8, 8, ImagePipeline.Colour.GREY).apply(digits);
        return new ArrayDataset.Builder()
                .setData(manager.create(images.pixels(), new Shape(digits.count(), 64)))
                .optLabels(manager.create(images.labels()))
                .setSampling(batchSize, true)
                .build();
    }
}
