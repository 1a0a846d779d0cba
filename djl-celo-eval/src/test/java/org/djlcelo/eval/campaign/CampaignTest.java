package org.djlcelo.eval.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.djlcelo.eval.UserException;
import org.djlcelo.eval.experiment.RecordStore;
import org.djlcelo.eval.experiment.RunRecord;
import org.djlcelo.eval.experiment.StepListener;
import org.djlcelo.eval.progress.Progress;
import org.djlcelo.eval.score.ScoreRow;
import org.djlcelo.eval.score.ScoreSheet;
import org.djlcelo.eval.score.Scorer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampaignTest {

    /** Where each optimizer is best, per task; anything else is worse the further it is away. */
    private static final Map<String, Integer> BEST =
            Map.of("ae adam", 2, "ae yogi", 4, "mlp adam", 3, "mlp yogi", 5);

    /** Made by hand: five rates on the pilot task, three for Yogi and five for Adam elsewhere. */
    private static final List<String> BY_HAND =
            List.of(
                    "pilot ae adam@3 0",
                    "pilot ae yogi@3 0",
                    "pilot ae adam@2 0",
                    "pilot ae yogi@2 0",
                    "pilot ae adam@4 0",
                    "pilot ae yogi@4 0",
                    "pilot ae adam@1 0",
                    "pilot ae yogi@1 0",
                    "pilot ae adam@5 0",
                    "pilot ae yogi@5 0",
                    // the centres, now known
                    "search ae celo 0",
                    "search mlp adam@2 0",
                    "search mlp yogi@4 0",
                    "search mlp celo 0",
                    // outwards
                    "search mlp adam@1 0",
                    "search mlp yogi@3 0",
                    "search mlp adam@3 0",
                    "search mlp yogi@5 0",
                    "search mlp adam@4 0",
                    "search mlp adam@5 0",
                    // what won
                    "repeat ae adam@2 1",
                    "repeat ae yogi@4 1",
                    "repeat ae celo 1",
                    "repeat mlp adam@3 1",
                    "repeat mlp yogi@5 1",
                    "repeat mlp celo 1");

    private static final Plan PLAN =
            new Planner(
                            new Lineup(
                                    List.of(),
                                    Optional.of(new Lineup.Pilot("ae", 3)),
                                    List.of(),
                                    List.of(),
                                    1),
                            new Cell.Seeds(1, 2),
                            10)
                    .plan(
                            List.of(Fakes.task("ae"), Fakes.task("mlp")),
                            Optional.of(Fakes.task("ae")),
                            List.of(
                                    Fakes.grid("adam", 5),
                                    Fakes.grid("yogi", 5),
                                    Fakes.single("celo")));

    @TempDir private Path folder;

    private final List<String> made = Collections.synchronizedList(new ArrayList<>());

    @Test
    void stagesAreThoseMadeByHand() {
        run(1, Integer.MAX_VALUE);
        assertEquals(BY_HAND, made);
        assertEquals(BY_HAND.size(), PLAN.size());
        assertEquals(0, Tally.of(PLAN, outcomes()).missing());
    }

    @Test
    void whateverInterruptsItTheRestIsMadeAndNothingElse() {
        for (int end = 0; end < BY_HAND.size(); end++) {
            int limit = end;
            assertThrows(UserException.class, () -> run(1, limit));
            assertEquals(BY_HAND.subList(0, end), made);
            run(1, Integer.MAX_VALUE);
            assertEquals(BY_HAND, made);
            made.clear();
            deleteRecords();
        }
    }

    @Test
    void severalWorkersMakeTheSameRuns() {
        assertThrows(UserException.class, () -> run(3, 15));
        run(3, Integer.MAX_VALUE);
        assertEquals(BY_HAND.size(), made.size(), "no run twice");
        assertEquals(new HashSet<>(BY_HAND), new HashSet<>(made));
    }

    @Test
    void scoresFindTheRunsThatTheyNeed() {
        run(1, Integer.MAX_VALUE);
        ScoreSheet sheet = Scorer.score(outcomes().records(PLAN.decided(outcomes()))).get(0);
        for (ScoreRow row : sheet.rows()) {
            row.runs().forEach(runs -> assertEquals(2, runs.size(), "both seeds"));
        }
        assertEquals(3, sheet.rows().size());
    }

    @Test
    void aBudgetTakesWhatComesFirst() throws Exception {
        int[] left = {13};
        Agenda agenda = new Agenda(PLAN, outcomes(), run -> left[0]-- > 0);
        Optional<PlannedRun> next;
        while ((next = agenda.next()).isPresent()) {
            record(next.get());
            agenda.done(next.get());
        }
        assertEquals(BY_HAND.subList(0, 13), made);
        Tally tally = Tally.of(PLAN, outcomes());
        assertEquals(13, tally.done());
        String missing = PlanText.missing(tally);
        assertTrue(missing.startsWith("13 of 26 runs are missing: 7 of search"), missing);
        assertTrue(missing.contains("; 6 of repeat"), missing);
        assertFalse(missing.contains("pilot"), missing);
    }

    @Test
    void thePlanCanBePrinted() {
        String before = PlanText.of(PLAN, outcomes());
        assertTrue(before.contains("26 runs of 10 steps, 0 of them recorded"), before);
        assertTrue(before.contains("ae: adam 5, yogi 5, celo 1"), before);
        assertTrue(before.contains("mlp: adam 5, yogi 3, celo 1"), before);
        assertTrue(before.contains("pilot   ae  adam@3  seed 0"), before);
        run(1, Integer.MAX_VALUE);
        String after = PlanText.of(PLAN, outcomes());
        assertTrue(after.contains("26 of them recorded"), after);
    }

    @Test
    void whatIsMissingIsKnownBeforeItIsDecided() {
        assertEquals(26, campaign().missing().size());
        assertThrows(UserException.class, () -> run(1, 12));
        List<Progress.Planned> missing = campaign().missing();
        assertEquals(14, missing.size());
        assertEquals(3 + 2, missing.stream().filter(run -> run.optimizer().equals("yogi")).count());
    }

    private void run(int workers, int limit) {
        List<FakeWorker> fakes =
                Stream.generate(() -> new FakeWorker(limit)).limit(workers).toList();
        Campaign campaign = campaign();
        campaign.run(
                fakes,
                Budget.UNLIMITED,
                Progress.of(new PrintWriter(new StringWriter()), campaign.missing(), workers));
    }

    private Campaign campaign() {
        return new Campaign(PLAN, new RecordStore(folder), "cpu");
    }

    private Outcomes outcomes() {
        return campaign().outcomes();
    }

    private RunRecord record(PlannedRun run) {
        made.add(Fakes.words(run));
        RunRecord record = Fakes.record(run.experiment(), loss(run));
        new RecordStore(folder).write(run.experiment().fileName("cpu"), record);
        return record;
    }

    private static float loss(PlannedRun run) {
        String name = run.experiment().contender().name();
        if (!name.contains("@")) {
            return 1;
        }
        int rate = Integer.parseInt(name.substring(name.indexOf('@') + 1));
        String where = run.experiment().task().name() + " " + run.cell().family().name();
        return 1 + Math.abs(rate - BEST.get(where));
    }

    private void deleteRecords() {
        for (File file : folder.toFile().listFiles()) {
            assertTrue(file.delete());
        }
    }

    /** Fails as on a full disk when so many runs were made. */
    private final class FakeWorker implements Worker {

        private final int limit;

        FakeWorker(int limit) {
            this.limit = limit;
        }

        @Override
        public RunRecord run(PlannedRun run, StepListener listener) {
            synchronized (made) {
                if (made.size() >= limit) {
                    throw new UserException("No room");
                }
                listener.stepsDone(10);
                return record(run);
            }
        }
    }
}
