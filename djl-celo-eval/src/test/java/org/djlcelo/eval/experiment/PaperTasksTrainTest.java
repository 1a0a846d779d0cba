package org.djlcelo.eval.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.djlcelo.data.ImageSets;
import org.djlcelo.eval.contender.Contender;
import org.djlcelo.eval.contender.ContenderCatalog;
import org.djlcelo.eval.contender.LearnedWeights;
import org.djlcelo.eval.contender.WeightsChoice;
import org.djlcelo.eval.data.DataPlan;
import org.djlcelo.eval.task.EvalTask;
import org.djlcelo.eval.task.Suite;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Initializer;
import org.djlcelo.random.Key;
import org.djlcelo.testing.SharedFolder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every task goes through a trainer, with an optimizer that sees the loss. */
class PaperTasksTrainTest {

    private static final int STEPS = 2;
    private static final Protocol SHORT = new Protocol(1, 1, 1);

    /** Several seconds per step. */
    private static final Set<String> SLOW =
            Set.of("lm1b-lstm", "wikipedia-lstm", "cifar100-vit-wide");

    private static Stream<EvalTask> tasks() {
        return Suite.PAPER.tasks().stream().filter(task -> !SLOW.contains(task.name()));
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void twoStepsAreARecordThatCanBeRepeated(EvalTask task) throws Exception {
        DataPlan plan =
                new DataPlan(
                        ImageSets.directory(SharedFolder.require("data")),
                        Map.of(
                                "cifar10", "photos",
                                "cifar100", "photos:photo-ids",
                                "fashion-mnist", "letters",
                                "lm1b", "text"),
                        Optional.empty());
        LearnedWeights weights =
                new LearnedWeights(
                        Initializer.random(Architecture.CELO, Key.of(1).random()), "test weights");
        Contender celo =
                new ContenderCatalog(WeightsChoice.celo(() -> weights))
                        .resolve(List.of("celo"))
                        .get(0);
        Experiment experiment = new Experiment(task, task.open(plan), celo, 0, STEPS, SHORT);
        Environment environment = Environment.of(Device.cpu());
        RunRecord record = new TrainingRun(experiment, environment, step -> {}).run();
        assertEquals(RunRecord.Status.OK, record.status(), record::message);
        Curves curves = record.curves();
        assertEquals(STEPS, curves.trainLoss().length);
        assertEquals(STEPS + 1, curves.evalValidLoss().length);
        for (float loss : curves.evalTestLoss()) {
            assertTrue(Float.isFinite(loss));
        }
        Curves again = new TrainingRun(experiment, environment, step -> {}).run().curves();
        for (int step = 0; step < STEPS; step++) {
            assertEquals(curves.trainLoss()[step], again.trainLoss()[step]);
        }
    }
}
