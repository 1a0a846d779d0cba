package org.djlcelo.eval.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.djlcelo.eval.experiment.RunRecord;
import org.junit.jupiter.api.Test;

class SummaryTest {

    private static final Bootstrap FEW = new Bootstrap(200, 0, Resampling.RUNS);

    @Test
    void everySetOfTasksThatMattersIsAggregated() {
        ScoreSheet sheet = sheet();
        assertEquals(
                List.of(
                        "3 tasks",
                        "2 tasks that are not memorised (without learnt)",
                        "2 tasks that every optimizer was run on (without t)",
                        "1 task that every optimizer was run on and that are not memorised"
                                + " (without learnt, t)"),
                Scope.of(sheet).stream().map(Scope::title).toList());
        List<Summary> summaries = Summary.of(sheet, FEW);
        assertEquals(8, summaries.size());
        assertEquals(
                List.of("celo", "adam@0.1"),
                contenders(summaries.get(0)),
                "yogi lacks runs and is in the notes");
        assertEquals(List.of("celo", "adam@0.1", "yogi@0.1"), contenders(summaries.get(4)));
        assertTrue(sheet.notes().stream().anyMatch(n -> n.contains("yogi@0.1 is incomplete")));
    }

    @Test
    void tasksOverWhichNobodyIsCompleteHaveNoTable() {
        List<RunRecord> runs = new ArrayList<>();
        for (String task : List.of("t", "u", "v")) {
            runs.add(Runs.of(task, "celo", 0, 0.4f));
            runs.add(Runs.of(task, "adam@0.1", 0, 0.5f));
        }
        runs.add(Runs.of("u", "celo", 1, 0.4f));
        runs.add(Runs.of("v", "celo", 1, 0.4f));
        runs.add(Runs.of("t", "adam@0.1", 1, 0.5f));
        runs.add(Runs.of("v", "adam@0.1", 1, 0.5f));
        List<Summary> summaries = Summary.of(Scorer.score(runs).get(0), FEW);
        assertEquals(
                List.of("1 task that every optimizer was run on (without t, u)"),
                summaries.stream().map(summary -> summary.scope().title()).distinct().toList());
        assertEquals(List.of("celo", "adam@0.1"), contenders(summaries.get(0)));
    }

    @Test
    void adamIsTheBaseline() {
        Summary.Line celo = Summary.of(sheet(), FEW).get(0).lines().get(0);
        Summary.Line adam = Summary.of(sheet(), FEW).get(0).lines().get(1);
        assertEquals(1, adam.estimates().get(Aggregate.IQM).value(), 1e-12);
        assertEquals(0, adam.estimates().get(Aggregate.OPTIMALITY_GAP).value(), 1e-12);
        assertTrue(adam.overAdam().isEmpty());
        assertEquals(1, celo.overAdam().orElseThrow().value());
    }

    @Test
    void resolutionIsSaid() {
        Summary summary = Summary.of(sheet(), FEW).get(0);
        assertTrue(summary.resolution().contains("3 runs per task only 10 different"));
        List<RunRecord> once = List.of(Runs.of("t", "adam@0.1", 0, 0.5f));
        Summary single = Summary.of(Scorer.score(once).get(0), FEW).get(0);
        assertTrue(single.resolution().contains("nothing to resample"));
    }

    @Test
    void improvementTableComparesLearnedOptimizersWithAll() {
        ImprovementTable table = ImprovementTable.of(Summary.of(sheet(), FEW).get(4), FEW);
        assertEquals(List.of("celo"), table.learned());
        assertTrue(table.lines().get(0).estimates().get(0).isEmpty(), "not with itself");
        assertEquals(1, table.lines().get(2).estimates().get(0).orElseThrow().value());
    }

    private static List<String> contenders(Summary summary) {
        return summary.lines().stream().map(line -> line.row().contender()).toList();
    }

    /** Three tasks: yogi was not run on t, and Adam knows "learnt" by heart. */
    private static ScoreSheet sheet() {
        float[] fallen = new float[200];
        Arrays.fill(fallen, 0.01f);
        fallen[0] = 2;
        List<RunRecord> runs = new ArrayList<>();
        for (long seed = 0; seed < 3; seed++) {
            for (String optimizer : new String[] {"celo", "adam@0.1", "yogi@0.1"}) {
                float loss =
                        optimizer.equals("celo") ? 0.4f : optimizer.startsWith("a") ? 0.5f : 0.6f;
                if (!optimizer.startsWith("yogi")) {
                    runs.add(Runs.of("t", optimizer, seed, loss + 0.01f * seed));
                }
                runs.add(Runs.of("u", optimizer, seed, loss + 0.01f * seed));
                float[] losses = fallen.clone();
                Arrays.fill(losses, 1, losses.length, loss / 50);
                runs.add(Runs.with("learnt", optimizer, "w1", seed, losses));
            }
        }
        return Scorer.score(runs).get(0);
    }
}
