package org.djlcelo.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.metric.Metric;
import ai.djl.metric.Metrics;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingConfig;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.listener.EvaluatorTrainingListener;
import ai.djl.training.listener.TrainingListenerAdapter;
import ai.djl.training.loss.L2Loss;
import ai.djl.training.loss.Loss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.djlcelo.lopt.Scheduler;
import org.djlcelo.lopt.SchedulerState;
import org.djlcelo.testing.CapturedLog;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The optimizer inside DJL's Trainer: which losses it sees, and what becomes of gradients. */
class TrainingTest {

    private static final int TOTAL = 12;

    /** The loss features amplify rounding where the loss rises; see the reference's section 2.2. */
    private static final float ETA_TOLERANCE = 5e-3f;

    /** η of a scheduler that is shown the losses. */
    private static List<Float> etas(List<Float> losses) {
        Scheduler scheduler = Scheduler.of(Toy.celo());
        SchedulerState state = scheduler.newState(TOTAL);
        return losses.stream().map(loss -> scheduler.step(state, loss)).toList();
    }

    private static void assertEtas(List<Float> losses, Metrics metrics, Memory memory) {
        List<Float> expected = etas(losses);
        List<Metric> recorded = metrics.getMetric(LearnedOptimizer.ETA_METRIC);
        assertEquals(expected.size(), recorded.size());
        for (int i = 0; i < expected.size(); i++) {
            float tolerance = memory == Memory.HOST ? 0 : ETA_TOLERANCE * expected.get(i);
            float eta = recorded.get(i).getValue().floatValue();
            assertEquals(expected.get(i), eta, tolerance, "step " + i);
        }
        assertTrue(expected.stream().distinct().count() > TOTAL / 2, "losses show in η");
    }

    /** Notes the loss of each training batch, computed beside the training. */
    private static final class LossNotes extends TrainingListenerAdapter {

        private final Loss plain = new SquaredError();
        private final List<Float> losses = new ArrayList<>();

        /** {@inheritDoc} */
        @Override
        public void onTrainingBatch(Trainer trainer, BatchData batchData) {
            NDList labels = batchData.getLabels().values().iterator().next();
            NDList predictions = batchData.getPredictions().values().iterator().next();
            losses.add(plain.evaluate(labels, predictions).getFloat());
        }
    }

    /** Validation, evaluators and a direct call between the steps change nothing. */
    @ParameterizedTest
    @EnumSource
    void easyTrainShowsTheTrainingLossesAndNothingElse(Memory memory) throws Exception {
        Metrics metrics = new Metrics();
        LossNotes notes = new LossNotes();
        try (CeloOptimizer celo = Toy.celo(memory, TOTAL);
                Model model = Toy.model()) {
            celo.setMetrics(metrics);
            Loss loss = celo.observe(new SquaredError());
            TrainingConfig config =
                    new DefaultTrainingConfig(loss)
                            .optOptimizer(celo)
                            .addEvaluator(celo.observe(new L2Loss("again", 100)))
                            .addTrainingListeners(new EvaluatorTrainingListener(), notes);
            try (Trainer trainer = model.newTrainer(config)) {
                ArrayDataset data = Toy.data(trainer.getManager());
                for (int epoch = 0; epoch < 4; epoch++) {
                    EasyTrain.fit(trainer, 1, data, Toy.data(trainer.getManager(), 77));
                    EasyTrain.evaluateDataset(trainer, data);
                    Batch batch = trainer.iterateDataset(data).iterator().next();
                    loss.evaluate(batch.getLabels(), trainer.evaluate(batch.getData()));
                    batch.close();
                }
            }
            assertEquals(TOTAL, celo.step());
            assertEquals(TOTAL, notes.losses.size());
        }
        assertEtas(notes.losses, metrics, memory);
    }

    @ParameterizedTest
    @EnumSource
    void everythingMovesAndTheLossFalls(Memory memory) throws Exception {
        LossNotes notes = new LossNotes();
        try (CeloOptimizer celo =
                        memory.build(
                                () ->
                                        CeloOptimizer.builder()
                                                .setTotalSteps(30)
                                                .optWeights(TestWeights.official())
                                                .build());
                Model model = Toy.model()) {
            Map<String, float[]> before = Toy.values(model);
            TrainingConfig config =
                    Toy.config(celo.observe(new SquaredError()), celo).addTrainingListeners(notes);
            try (Trainer trainer = model.newTrainer(config)) {
                EasyTrain.fit(trainer, 10, Toy.data(trainer.getManager()), null);
            }
            Toy.values(model)
                    .forEach((name, now) -> assertFalse(Arrays.equals(before.get(name), now)));
        }
        assertTrue(notes.losses.get(29) < 0.8f * notes.losses.get(2), notes.losses.toString());
    }

    /** A loop by hand, two backward passes for each step. */
    @ParameterizedTest
    @EnumSource
    void accumulatedGradientsHaveTheMeanLoss(Memory memory) throws Exception {
        Metrics metrics = new Metrics();
        List<Float> means = new ArrayList<>();
        try (CeloOptimizer celo = Toy.celo(memory, TOTAL);
                Model model = Toy.model();
                Trainer trainer = Toy.trainer(model, celo.observe(new SquaredError()), celo)) {
            celo.setMetrics(metrics);
            ArrayDataset data = Toy.data(trainer.getManager());
            for (int epoch = 0; epoch < 6; epoch++) {
                float sum = 0;
                int passes = 0;
                for (Batch batch : trainer.iterateDataset(data)) {
                    try (GradientCollector collector = trainer.newGradientCollector()) {
                        NDList predictions = trainer.forward(batch.getData());
                        NDArray loss = trainer.getLoss().evaluate(batch.getLabels(), predictions);
                        collector.backward(loss);
                        sum += loss.getFloat();
                        passes++;
                    }
                    if (passes == 2) {
                        trainer.step();
                        means.add(sum / 2);
                        sum = 0;
                        passes = 0;
                    }
                    batch.close();
                }
                if (passes > 0) {
                    trainer.step();
                    means.add(sum);
                }
            }
            assertEquals(TOTAL, celo.step());
        }
        assertEtas(means, metrics, memory);
    }

    /** A loop by hand that reports its loss, as a number and as an array. */
    @ParameterizedTest
    @EnumSource
    void aLoopByHandCanReportItsLoss(Memory memory) throws Exception {
        Metrics metrics = new Metrics();
        List<Float> losses = new ArrayList<>();
        try (CeloOptimizer celo = Toy.celo(memory, TOTAL);
                Model model = Toy.model();
                Trainer trainer = Toy.trainer(model, new SquaredError(), celo)) {
            celo.setMetrics(metrics);
            ArrayDataset data = Toy.data(trainer.getManager());
            for (int epoch = 0; epoch < 4; epoch++) {
                for (Batch batch : trainer.iterateDataset(data)) {
                    try (GradientCollector collector = trainer.newGradientCollector()) {
                        NDList predictions = trainer.forward(batch.getData());
                        NDArray loss = trainer.getLoss().evaluate(batch.getLabels(), predictions);
                        collector.backward(loss);
                        losses.add(loss.getFloat());
                        if (epoch % 2 == 0) {
                            celo.observe(loss);
                        } else {
                            celo.observe(loss.getFloat());
                        }
                    }
                    trainer.step();
                    batch.close();
                }
            }
        }
        assertEtas(losses, metrics, memory);
    }

    /** PyTorch would add the next gradient to what is left. */
    @ParameterizedTest
    @EnumSource
    void gradientsAreZeroAfterAStep(Memory memory) throws Exception {
        try (CeloOptimizer celo = Toy.celo(memory, TOTAL);
                Model model = Toy.model();
                Trainer trainer = Toy.trainer(model, celo.observe(new SquaredError()), celo)) {
            EasyTrain.fit(trainer, 1, Toy.data(trainer.getManager()), null);
            for (Parameter parameter : model.getBlock().getParameters().values()) {
                float[] gradient = parameter.getArray().getGradient().toFloatArray();
                assertArrayEquals(new float[gradient.length], gradient);
            }
        }
    }

    /** In-place operations on parameters are refused on threads that PyTorch doesn't know. */
    @ParameterizedTest
    @EnumSource
    void anotherThreadTrainsToTheSameBits(Memory memory) throws Exception {
        AtomicReference<Map<String, float[]>> there = new AtomicReference<>();
        Thread thread = new Thread(() -> there.set(trained(memory)));
        thread.start();
        thread.join();
        Toy.assertSame(trained(memory), there.get());
    }

    private static Map<String, float[]> trained(Memory memory) {
        try (CeloOptimizer celo = Toy.celo(memory, TOTAL);
                Model model = Toy.model();
                Trainer trainer = Toy.trainer(model, celo.observe(new SquaredError()), celo)) {
            EasyTrain.fit(trainer, 2, Toy.data(trainer.getManager()), null);
            return Toy.values(model);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void bothMemoriesTrainAlike(Memory memory) {
        Map<String, float[]> host = trained(Memory.HOST);
        trained(memory)
                .forEach((name, values) -> assertArrayEquals(host.get(name), values, 1e-6f, name));
    }

    @ParameterizedTest
    @EnumSource
    void trainingPastTheEndGoesOnAndWarnsOnce(Memory memory) throws Exception {
        try (CapturedLog log = new CapturedLog(LearnedOptimizer.class);
                CeloOptimizer celo = Toy.celo(memory, 4);
                Model model = Toy.model();
                Trainer trainer = Toy.trainer(model, celo.observe(new SquaredError()), celo)) {
            ArrayDataset data = Toy.data(trainer.getManager());
            EasyTrain.fit(trainer, 1, data, null);
            assertEquals(List.of(), log.messages());
            EasyTrain.fit(trainer, 3, data, null);
            assertEquals(12, celo.step());
            assertTrue(Float.isFinite(celo.lastEta()));
            assertEquals(1, log.messages().size());
            assertTrue(log.messages().get(0).contains("past the 4 steps"), log.messages().get(0));
        }
    }
}
