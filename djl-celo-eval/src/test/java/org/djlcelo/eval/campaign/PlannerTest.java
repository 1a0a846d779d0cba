package org.djlcelo.eval.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.djlcelo.eval.contender.Contender;
import org.djlcelo.eval.contender.ContenderCatalog;
import org.djlcelo.eval.contender.WeightsChoice;
import org.djlcelo.eval.experiment.RecordStore;
import org.djlcelo.eval.task.EvalTask;
import org.djlcelo.eval.task.Suite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannerTest {

    private static final Lineup LINEUP =
            new Lineup(
                    List.of(),
                    Optional.of(new Lineup.Pilot("ae", 3)),
                    List.of("conv"),
                    List.of("conv"),
                    1);

    private static final List<Family> FAMILIES =
            List.of(
                    Fakes.grid("adam", 5),
                    Fakes.grid("yogi", 5),
                    Fakes.grid("lamb", 2),
                    Fakes.single("celo"),
                    Fakes.single("adam+tau"));

    @TempDir private Path folder;

    @Test
    void reservedTasksAreForAdamAndTheLearnedAndEffectsAreShownWhereTheyBelong() {
        Plan plan = plan(LINEUP, 1, 3, "ae", "conv");
        assertEquals(
                List.of(
                        "ae adam PILOT 5 3",
                        "ae yogi PILOT 5 3",
                        "ae lamb SEARCH 2 3",
                        "ae celo SEARCH 1 3",
                        "conv adam SEARCH 5 3",
                        "conv celo SEARCH 1 3",
                        "conv adam+tau EFFECT 1 1"),
                cells(plan));
        assertEquals(5 + 5 + 2 + 1 + 5 + 1 + 1 + 6 * 2, plan.size());
    }

    @Test
    void aPilotThatIsNotWantedIsSearchedOnly() {
        assertEquals(
                List.of(
                        "ae adam PILOT 5 1",
                        "ae yogi PILOT 5 1",
                        "mlp adam SEARCH 5 3",
                        "mlp yogi SEARCH 3 3",
                        "mlp lamb SEARCH 2 3",
                        "mlp celo SEARCH 1 3"),
                cells(plan(LINEUP, 1, 3, "mlp")));
    }

    @Test
    void withoutAPilotEveryTaskTriesEverything() {
        assertEquals(
                List.of(
                        "ae adam SEARCH 5 2",
                        "ae yogi SEARCH 5 2",
                        "ae lamb SEARCH 2 2",
                        "ae celo SEARCH 1 2",
                        "ae adam+tau EFFECT 1 2"),
                cells(plan(Lineup.SMALL, 7, 2, "ae")));
        // a search with more seeds repeats nothing
        Plan plan = plan(Lineup.SMALL, 2, 2, "ae");
        assertEquals(2 * (5 + 5 + 2 + 1 + 1), plan.size());
        Outcomes outcomes = new Outcomes(new RecordStore(folder), "cpu");
        assertEquals(plan.size(), plan.decided(outcomes).size());
    }

    @Test
    void aWindowStaysInsideTheGrid() {
        Family family = Fakes.grid("yogi", 15);
        assertEquals(List.of("8", "7", "9"), rates(family, 7, 3));
        assertEquals(List.of("1", "2", "3", "4", "5", "6", "7"), rates(family, 0, 7));
        assertEquals(List.of("2", "1", "3", "4", "5", "6", "7"), rates(family, 1, 7));
        assertEquals(List.of("15", "14", "13"), rates(family, 14, 3));
        assertEquals(15, rates(family, 3, 20).size());
    }

    @Test
    void theSuitesAfterThePaperNameWhatThereIs() {
        ContenderCatalog catalog = new ContenderCatalog(WeightsChoice.of(List.of()));
        List<String> known = List.copyOf(catalog.summaries().keySet());
        for (Lineup lineup : List.of(Lineup.SMALL, Lineup.STANDARD, Lineup.PAPER)) {
            for (String optimizer : lineup.optimizers()) {
                assertTrue(known.contains(optimizer.replaceAll("[@+].*", "")), optimizer);
            }
        }
        long handDesigned =
                Lineup.STANDARD.optimizers().stream()
                        .filter(name -> !name.startsWith("celo") && !name.contains("+"))
                        .count();
        assertEquals(15, handDesigned, "the paper's number");
        for (Suite suite : Suite.all()) {
            List<String> tasks = suite.tasks().stream().map(EvalTask::name).toList();
            Lineup lineup = Lineup.of(suite.name());
            lineup.pilot().ifPresent(pilot -> assertTrue(tasks.contains(pilot.task())));
            assertTrue(tasks.containsAll(lineup.reserved()), suite.name());
            assertTrue(tasks.containsAll(lineup.illustrated()), suite.name());
        }
    }

    private static List<String> rates(Family family, int centre, int width) {
        return family.around(centre, width).stream()
                .map(Contender::name)
                .map(name -> name.substring(name.indexOf('@') + 1))
                .toList();
    }

    private static Plan plan(Lineup lineup, int searchSeeds, int seeds, String... tasks) {
        return new Planner(lineup, new Cell.Seeds(searchSeeds, seeds), 10)
                .plan(
                        List.of(tasks).stream().map(Fakes::task).toList(),
                        lineup.pilot().map(pilot -> Fakes.task(pilot.task())),
                        FAMILIES);
    }

    private static List<String> cells(Plan plan) {
        return plan.cells().stream()
                .map(
                        cell ->
                                cell.task().name()
                                        + " "
                                        + cell.family().name()
                                        + " "
                                        + cell.purpose()
                                        + " "
                                        + cell.width()
                                        + " "
                                        + cell.seeds().all())
                .toList();
    }
}
