package org.djlcelo.eval.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.djlcelo.eval.UserException;
import org.djlcelo.eval.campaign.Cell;
import org.djlcelo.eval.campaign.Fakes;
import org.djlcelo.eval.campaign.Lineup;
import org.djlcelo.eval.campaign.Outcomes;
import org.djlcelo.eval.campaign.PlannedRun;
import org.djlcelo.eval.campaign.Planner;
import org.djlcelo.eval.experiment.RecordStore;
import org.djlcelo.eval.experiment.RunRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobWorkerTest {

    @TempDir private Path folder;

    private final List<Integer> steps = new ArrayList<>();

    @Test
    void oneChildMakesOneRunAfterTheOther() {
        try (JobWorker worker = worker("works")) {
            for (PlannedRun run : runs()) {
                RunRecord record = worker.run(run, steps::add);
                assertEquals(RunRecord.Status.OK, record.status());
                assertEquals(run.experiment().seed(), record.config().seed());
                assertEquals(0.5, record.optimizerMillisPerStep());
            }
        }
        assertEquals(List.of(5, 5), steps);
    }

    @Test
    void aRunWhoseChildDiesIsTriedOnceMore() {
        try (JobWorker worker = worker("dies once")) {
            RunRecord record = worker.run(runs().get(0), steps::add);
            assertEquals(RunRecord.Status.OK, record.status());
        }
        assertEquals(List.of(5, 0, 5), steps, "begun again");
    }

    @Test
    void aRunWhoseChildrenDieIsRecordedAsFailedAndTheNextIsMade() {
        try (JobWorker worker = worker("always dies")) {
            for (PlannedRun run : runs()) {
                RunRecord record = worker.run(run, steps::add);
                assertEquals(RunRecord.Status.FAILED, record.status());
                assertTrue(record.message().contains("died 2 times"), record.message());
                assertTrue(record.message().contains("exit code 7"), record.message());
                assertTrue(record.message().contains("an invented reason"), record.message());
                assertEquals(run.experiment().config("cpu"), record.config());
            }
        }
    }

    @Test
    void aRefusalIsTheUsersSentence() {
        try (JobWorker worker = worker("refuses")) {
            assertEquals(
                    "There is no data set x.",
                    assertThrows(UserException.class, () -> worker.run(runs().get(0), done -> {}))
                            .getMessage());
        }
    }

    @Test
    void aChildThatCannotStartEndsTheCampaign() {
        try (JobWorker worker = worker("never ready")) {
            String message =
                    assertThrows(UserException.class, () -> worker.run(runs().get(0), done -> {}))
                            .getMessage();
            assertTrue(message.contains("exit code 3, last message: no engine here"), message);
        }
    }

    @Test
    void aRecordOfSomethingElseIsNotTaken() {
        try (JobWorker worker = worker("misunderstands")) {
            assertThrows(UserException.class, () -> worker.run(runs().get(0), done -> {}));
        }
    }

    @Test
    void aClosedWorkerRunsNothing() {
        JobWorker worker = worker("works");
        worker.close();
        assertThrows(CancellationException.class, () -> worker.run(runs().get(0), done -> {}));
    }

    private JobWorker worker(String behaviour) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new JobWorker(
                List.of(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        FakeChild.class.getName(),
                        behaviour,
                        folder.resolve("trace").toString()),
                Fakes.ENVIRONMENT);
    }

    private List<PlannedRun> runs() {
        return new Planner(Lineup.SMALL, new Cell.Seeds(1, 2), 10)
                .plan(List.of(Fakes.task("task")), Optional.empty(), List.of(Fakes.single("celo")))
                .decided(new Outcomes(new RecordStore(folder), "cpu"));
    }
}
