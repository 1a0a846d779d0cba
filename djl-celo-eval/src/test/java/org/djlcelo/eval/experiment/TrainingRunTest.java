package org.djlcelo.eval.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.loss.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.djlcelo.data.ImageSets;
import org.djlcelo.data.Split;
import org.djlcelo.eval.contender.Contender;
import org.djlcelo.eval.contender.ContenderCatalog;
import org.djlcelo.eval.contender.LearnedWeights;
import org.djlcelo.eval.contender.WeightsChoice;
import org.djlcelo.eval.task.Batches;
import org.djlcelo.eval.task.DataUse;
import org.djlcelo.eval.task.EvalTask;
import org.djlcelo.eval.task.Measure;
import org.djlcelo.eval.task.Suite;
import org.djlcelo.eval.task.Workload;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Initializer;
import org.djlcelo.random.Key;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TrainingRunTest {

    private static final int STEPS = 30;

    private static EvalTask task;
    private static Workload workload;
    private static Environment environment;

    @BeforeAll
    static void load() throws Exception {
        task = Suite.QUICK.tasks().get(0);
        workload = task.open(ImageSets.embedded());
        environment = Environment.of(Device.cpu());
    }

    @Test
    void recordTellsEverything() {
        RunRecord celo = run(experiments(weights(1), "celo")).get(0);
        Curves curves = celo.curves();
        assertEquals(RunRecord.Status.OK, celo.status(), celo::message);
        assertEquals(STEPS, curves.trainLoss().length);
        assertArrayEquals(new int[] {0, 10, 20, 30}, curves.evalSteps());
        assertEquals(4, curves.evalTrainLoss().length);
        assertEquals(4, curves.evalTestLoss().length);
        assertEquals(4, curves.evalTestMeasure().length);
        assertEquals(STEPS, curves.eta().length);
        assertEquals(Math.log(10), curves.evalTrainLoss()[0], 0.1, "an untrained guess among ten");
        assertEquals(0.1, curves.evalTestMeasure()[0], 0.1);
        assertEquals(weights(1).theta().id(), celo.config().settings().get("weights"));
        assertEquals("test weights", celo.weightsSource());
        assertEquals(2, celo.data().size());
        assertTrue(celo.versions().keySet().containsAll(List.of("djl", "djl-celo", "java")));
        assertTrue(celo.millisPerStep() > 0);
        assertTrue(celo.optimizerMillisPerStep() > 0);
        assertTrue(celo.optimizerMillisPerStep() < celo.millisPerStep());
        assertEquals(0, curves.evalValidLoss().length, "the task holds no samples back");
    }

    @Test
    void validationIsMeasuredWhereATaskHoldsSamplesBack() {
        Workload holdsBack = new HoldsBack(workload);
        Contender adam =
                new ContenderCatalog(WeightsChoice.celo(() -> weights(1)))
                        .resolve(List.of("adam@0.001"))
                        .get(0);
        Experiment experiment = new Experiment(task, holdsBack, adam, 0, STEPS, Protocol.STANDARD);
        Curves curves = run(List.of(experiment)).get(0).curves();
        assertEquals(4, curves.evalValidLoss().length);
        assertEquals(Math.log(10), curves.evalValidLoss()[0], 0.1, "an untrained guess among ten");
    }

    /** Takes the test half for its held-back samples. */
    private record HoldsBack(Workload inner) implements Workload {

        @Override
        public List<DataUse> data() {
            return inner.data();
        }

        @Override
        public Block newNetwork(Key key) {
            return inner.newNetwork(key);
        }

        @Override
        public Shape[] inputShapes() {
            return inner.inputShapes();
        }

        @Override
        public Loss newLoss() {
            return inner.newLoss();
        }

        @Override
        public Batches batches(Split split, Key key) {
            return inner.batches(split, key);
        }

        @Override
        public Optional<Batches> validationBatches(Key key) {
            return Optional.of(inner.batches(Split.TEST, key));
        }

        @Override
        public Optional<Measure> measure() {
            return inner.measure();
        }
    }

    @Test
    void everyOptimizerMeetsTheSameStartAndBatches() {
        List<RunRecord> runs = run(experiments(weights(1), "adam@0.001", "adam@0.1", "celo-rule"));
        for (RunRecord run : runs) {
            Curves first = runs.get(0).curves();
            assertEquals(first.trainLoss()[0], run.curves().trainLoss()[0]);
            assertEquals(first.evalTrainLoss()[0], run.curves().evalTrainLoss()[0]);
            assertEquals(first.evalTestLoss()[0], run.curves().evalTestLoss()[0]);
        }
        assertNotEquals(
                runs.get(0).curves().trainLoss()[1],
                runs.get(1).curves().trainLoss()[1],
                "different rates move differently");
    }

    @Test
    void failureIsARecord() {
        List<Experiment> experiments = experiments(weights(1), "adam@1e30");
        RunRecord run = run(experiments).get(0);
        assertEquals(RunRecord.Status.FAILED, run.status());
        assertTrue(run.message().contains("not finite"), run.message());
        assertTrue(run.curves().trainLoss().length < STEPS);
        assertEquals(
                run.message(), RecordFormat.read(RecordFormat.write(run)).message(), "as a file");
    }

    @Test
    void identityIncludesWhateverChangesTheResult() {
        Experiment base = experiments(weights(1), "celo").get(0);
        List<String> names = new ArrayList<>();
        names.add(base.fileName("cpu"));
        names.add(base.fileName("gpu"));
        names.add(experiments(weights(2), "celo").get(0).fileName("cpu"));
        names.add(experiments(weights(1), "celo-rule").get(0).fileName("cpu"));
        names.add(
                new Experiment(task, workload, base.contender(), 1, STEPS, base.protocol())
                        .fileName("cpu"));
        names.add(
                new Experiment(task, workload, base.contender(), 0, 31, base.protocol())
                        .fileName("cpu"));
        names.add(
                new Experiment(task, workload, base.contender(), 0, STEPS, new Protocol(5, 5, 10))
                        .fileName("cpu"));
        assertEquals(names.size(), names.stream().distinct().count(), names::toString);
        assertEquals(names.get(0), experiments(weights(1), "celo").get(0).fileName("cpu"));
    }

    private static LearnedWeights weights(long seed) {
        return new LearnedWeights(
                Initializer.random(Architecture.CELO, Key.of(seed).random()), "test weights");
    }

    private static List<Experiment> experiments(LearnedWeights weights, String... optimizers) {
        List<Contender> contenders =
                new ContenderCatalog(WeightsChoice.celo(() -> weights))
                        .resolve(List.of(optimizers));
        return contenders.stream()
                .map(c -> new Experiment(task, workload, c, 0, STEPS, Protocol.STANDARD))
                .toList();
    }

    private static List<RunRecord> run(List<Experiment> experiments) {
        return experiments.stream()
                .map(experiment -> new TrainingRun(experiment, environment, done -> {}).run())
                .toList();
    }
}
