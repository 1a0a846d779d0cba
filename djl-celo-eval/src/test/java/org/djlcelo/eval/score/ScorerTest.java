package org.djlcelo.eval.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.djlcelo.eval.experiment.RunRecord;
import org.junit.jupiter.api.Test;

class ScorerTest {

    private static final Bootstrap FEW = new Bootstrap(50, 0, Resampling.RUNS);

    /** 2, then four times l: the smoothed end is 2·0.9⁴ + (1 - 0.9⁴)·l. */
    private static double smoothedEnd(double loss) {
        double kept = Math.pow(0.9, 4);
        return 2 * kept + (1 - kept) * loss;
    }

    @Test
    void bestAdamHasLowestMeanOverSeeds() {
        List<RunRecord> runs =
                List.of(
                        // best on seed 0 alone, worse on average
                        Runs.of("t", "adam@0.1", 0, 0.1f),
                        Runs.of("t", "adam@0.1", 1, 1.9f),
                        Runs.of("t", "adam@0.01", 0, 0.8f),
                        Runs.of("t", "adam@0.01", 1, 0.6f),
                        Runs.of("t", "celo", 0, 0.4f),
                        Runs.of("t", "celo", 1, 0.6f));
        ScoreSheet sheet = onlySheet(runs);
        assertEquals("adam@0.01", sheet.tasks().get(0).bestAdam());
        assertEquals(
                (smoothedEnd(0.8) + smoothedEnd(0.6)) / 2,
                sheet.tasks().get(0).bestAdamLoss(),
                1e-6);
        List<RunScore> celo = row(sheet, "celo").runs().get(0);
        assertEquals(smoothedEnd(0.8) / smoothedEnd(0.4), celo.get(0).finalLossScore(), 1e-6);
        assertEquals(1, celo.get(1).finalLossScore(), 1e-6, "as Adam's run of the same seed");
        assertEquals(
                1,
                row(sheet, "adam, best of 2 rates").taskMean(Metric.FINAL_LOSS, 0),
                1e-12,
                "itself");
    }

    @Test
    void failedRunsScoreZeroAndAreNoted() {
        List<RunRecord> runs =
                List.of(
                        Runs.of("t", "adam@0.1", 0, 0.5f),
                        Runs.failed("t", "adam@0.01", 0, "it broke"),
                        Runs.failed("t", "celo", 0, "the cable was pulled"));
        ScoreSheet sheet = onlySheet(runs);
        assertEquals("adam@0.1", sheet.tasks().get(0).bestAdam());
        assertEquals(0, row(sheet, "celo").taskMean(Metric.FINAL_LOSS, 0));
        assertEquals(0, row(sheet, "celo").taskMean(Metric.SPEED_UP, 0));
        assertTrue(noted(sheet, "the cable was pulled"));
    }

    @Test
    void incompleteRowsHaveNoAggregates() {
        List<RunRecord> runs =
                List.of(
                        Runs.of("t", "adam@0.1", 0, 0.5f),
                        Runs.of("u", "adam@0.1", 0, 0.5f),
                        Runs.of("t", "celo", 0, 0.5f));
        ScoreSheet sheet = onlySheet(runs);
        assertTrue(row(sheet, "celo").matrix(Metric.FINAL_LOSS).isEmpty());
        assertTrue(noted(sheet, "celo is incomplete"));
        assertTrue(row(sheet, "adam@0.1").matrix(Metric.FINAL_LOSS).isPresent());
    }

    @Test
    void taskWithoutAdamIsNotScored() {
        ScoreSheet sheet = onlySheet(List.of(Runs.of("t", "celo", 0, 0.5f)));
        assertTrue(sheet.tasks().isEmpty());
        assertTrue(noted(sheet, "no Adam"));
        assertTrue(ScoreTable.format(sheet).contains("no Adam"));
    }

    @Test
    void otherWeightsAreAnotherRow() {
        List<RunRecord> runs = new ArrayList<>();
        runs.add(Runs.of("t", "adam@0.1", 0, 0.5f));
        runs.add(Runs.with("t", "celo", "w1", 0, new float[] {2, 1, 1, 1, 1}));
        runs.add(Runs.with("t", "celo", "w2", 0, new float[] {2, 2, 2, 2, 2}));
        ScoreSheet sheet = onlySheet(runs);
        assertTrue(
                row(sheet, "celo [w1]").meanFinalLoss(0)
                        < row(sheet, "celo [w2]").meanFinalLoss(0));
    }

    @Test
    void memorisedTaskIsMarked() {
        float[] losses = new float[200];
        Arrays.fill(losses, 0.01f);
        losses[0] = 2;
        ScoreSheet sheet = onlySheet(List.of(Runs.with("t", "adam@0.1", "w1", 0, losses)));
        assertTrue(sheet.tasks().get(0).memorised());
        assertTrue(ScoreTable.format(sheet).contains("t*"));
        assertFalse(
                onlySheet(List.of(Runs.of("t", "adam@0.1", 0, 0.5f))).tasks().get(0).memorised());
    }

    @Test
    void ratesAreSearchedOnOneSeedAndTheBestRunOnMore() {
        List<RunRecord> runs = new ArrayList<>();
        for (String family : new String[] {"adam", "yogi"}) {
            runs.add(Runs.atRate("t", family, "0.1", 0, 0.9f));
            runs.add(Runs.atRate("t", family, "0.01", 0, 0.5f));
            runs.add(Runs.atRate("t", family, "0.01", 1, 0.7f));
            runs.add(Runs.atRate("t", family, "0.001", 0, 0.8f));
        }
        ScoreSheet sheet = onlySheet(runs);
        assertEquals(
                List.of("adam, best of 3 rates", "yogi, best of 3 rates"),
                sheet.rows().stream().map(ScoreRow::contender).toList());
        assertEquals("adam@0.01", sheet.tasks().get(0).bestAdam());
        ScoreRow yogi = row(sheet, "yogi, best of 3 rates");
        assertEquals(
                List.of("yogi@0.01", "yogi@0.01"),
                yogi.runs().get(0).stream().map(run -> run.trial().row()).toList());
        assertEquals(1, yogi.taskMean(Metric.FINAL_LOSS, 0), 1e-12);
        assertEquals(
                List.of("adam@0.001", "adam@0.01", "adam@0.1"),
                sheet.settings().stream().limit(3).map(ScoreRow::contender).toList());
        assertFalse(noted(sheet, "edge"));
    }

    @Test
    void bestRateAtTheEdgeIsNoted() {
        ScoreSheet sheet =
                onlySheet(
                        List.of(
                                Runs.atRate("t", "adam", "0.1", 0, 0.5f),
                                Runs.atRate("t", "adam", "0.01", 0, 0.6f),
                                Runs.atRate("t", "adam", "0.001", 0, 0.8f)));
        assertTrue(noted(sheet, "adam@0.1, is at the edge"));
    }

    @Test
    void aSearchThatAllFailScoresZero() {
        ScoreSheet sheet =
                onlySheet(
                        List.of(
                                Runs.of("t", "adam@0.1", 0, 0.5f),
                                Runs.failed("t", "lars@0.1", 0, "it diverged"),
                                Runs.failed("t", "lars@1", 0, "it diverged, too")));
        ScoreRow lars = row(sheet, "lars, best of 2 rates");
        assertEquals(0, lars.taskMean(Metric.FINAL_LOSS, 0));
        assertEquals(0, lars.taskMean(Metric.SPEED_UP, 0));
    }

    @Test
    void settingsOfOneNameThatDifferAreFamiliesOfTheirOwn() {
        ScoreSheet sheet =
                onlySheet(
                        List.of(
                                Runs.of("t", "adam@0.1", 0, 0.5f),
                                roots("0.1", "1"),
                                roots("0.1", "20"),
                                roots("0.01", "20")));
        assertEquals(
                List.of("adam@0.1", "shampoo [20], best of 2 rates", "shampoo@0.1 [1]"),
                sheet.rows().stream().map(ScoreRow::contender).toList());
    }

    private static RunRecord roots(String rate, String interval) {
        return Runs.setting(Runs.atRate("t", "shampoo", rate, 0, 1), "rootInterval", interval);
    }

    @Test
    void aCheaperShampooSaysSo() {
        List<RunRecord> runs = new ArrayList<>(List.of(Runs.of("t", "adam@0.1", 0, 0.5f)));
        for (String rate : new String[] {"0.1", "0.01"}) {
            RunRecord run = Runs.atRate("t", "shampoo", rate, 0, 1);
            runs.add(Runs.setting(run, "configuration", "Shampoo[rootInterval=20, graft=SGD]"));
        }
        assertEquals(
                "shampoo (roots every 20 steps), best of 2 rates",
                onlySheet(runs).rows().get(1).contender());
        assertEquals(
                "shampoo@0.1 (roots every 20 steps)",
                onlySheet(runs.subList(0, 2)).rows().get(1).contender());
    }

    @Test
    void theBestSettingOfASearchCanBeAskedFor() {
        assertEquals(
                "yogi@0.01",
                Scorer.bestSetting(
                        List.of(
                                Runs.atRate("t", "yogi", "0.1", 0, 0.9f),
                                Runs.atRate("t", "yogi", "0.01", 0, 0.5f),
                                Runs.atRate("t", "yogi", "0.01", 1, 5f))));
    }

    @Test
    void configurationsAreCalledSettings() {
        ScoreSheet sheet =
                onlySheet(
                        List.of(
                                Runs.of("t", "adam@0.1", 0, 0.5f),
                                Runs.setting(Runs.of("t", "nadamw@0", 0, 1), "beta1", "0.9"),
                                Runs.setting(Runs.of("t", "nadamw@1", 0, 1), "beta1", "0.8")));
        assertEquals("nadamw, best of 2 settings", sheet.rows().get(1).contender());
    }

    @Test
    void otherDataAreNamedWithTheTask() {
        ScoreSheet sheet =
                onlySheet(
                        List.of(
                                Runs.onDataInPlaceOf(
                                        Runs.of("t", "adam@0.1", 0, 0.5f), "cifar10", "photos"),
                                Runs.of("t", "adam@0.1", 0, 0.5f)));
        assertEquals(
                List.of("t", "t on photos"), sheet.tasks().stream().map(TaskColumn::task).toList());
        assertEquals(
                "photos in place of cifar10 (10 training samples)",
                sheet.tasks().get(1).dataName());
        assertTrue(ScoreTable.format(sheet, FEW).contains("Data: set, photos in place of cifar10"));
    }

    @Test
    void weightsAreNamedOnce() {
        ScoreSheet sheet =
                onlySheet(
                        List.of(
                                Runs.of("t", "adam@0.1", 0, 0.5f),
                                Runs.with("t", "celo", "own", 0, new float[] {2, 1}),
                                Runs.with("t", "celo", "own", 1, new float[] {2, 1}),
                                Runs.with("t", "celo-adam", "theirs", 0, new float[] {2, 1})));
        assertTrue(
                ScoreTable.format(sheet, FEW)
                        .contains("\nWeights: celo = own (own), celo-adam = theirs (theirs)\n"));
        ScoreSheet nothingLearned = onlySheet(List.of(Runs.of("t", "adam@0.1", 0, 0.5f)));
        assertFalse(ScoreTable.format(nothingLearned, FEW).contains("Weights:"));
    }

    @Test
    void augmentedRunsAreNotScored() {
        RunRecord plain = Runs.atRate("t", "adam", "0.0001", 0, 0.5f);
        RunRecord augmented = Runs.atRate("t", "adam", "0.0001", 0, 0.1f);
        ScoreSheet sheet = onlySheet(List.of(plain, Runs.setting(augmented, "tau", "10")));
        assertEquals(1, sheet.rows().size());
        assertEquals("adam@0.0001", sheet.rows().get(0).contender());
        assertEquals(smoothedEnd(0.5), sheet.tasks().get(0).bestAdamLoss(), 1e-6);
        assertEquals(2, sheet.trials().size(), "but it can be drawn");
    }

    @Test
    void aBaselineWithoutTheSeedIsSaid() {
        ScoreSheet sheet =
                onlySheet(
                        List.of(Runs.of("t", "adam@0.1", 0, 0.5f), Runs.of("t", "celo", 7, 0.5f)));
        assertTrue(noted(sheet, "no finite run of seed 7"));
    }

    private static ScoreSheet onlySheet(List<RunRecord> runs) {
        List<ScoreSheet> sheets = Scorer.score(runs);
        assertEquals(1, sheets.size());
        return sheets.get(0);
    }

    private static ScoreRow row(ScoreSheet sheet, String contender) {
        return sheet.rows().stream()
                .filter(row -> row.contender().equals(contender))
                .findFirst()
                .orElseThrow();
    }

    private static boolean noted(ScoreSheet sheet, String text) {
        return sheet.notes().stream().anyMatch(note -> note.contains(text));
    }
}
