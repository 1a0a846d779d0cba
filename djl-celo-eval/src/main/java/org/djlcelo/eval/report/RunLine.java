package org.djlcelo.eval.report;

import java.util.ArrayList;
import java.util.List;
import org.djlcelo.eval.experiment.RunRecord;
import org.djlcelo.eval.score.DataNames;
import org.djlcelo.eval.score.RunScore;
import org.djlcelo.eval.score.ScoreRow;
import org.djlcelo.eval.score.ScoreSheet;
import org.djlcelo.eval.score.TaskColumn;

/**
 * One scored run for programs. Numbers are null where there are none or they are not finite.
 *
 * @param task the task's name in the tables
 * @param data the data really used
 * @param steps training steps
 * @param optimizer the row that the run belongs to
 * @param setting the optimizer at its setting
 * @param chosen whether this setting was the best one for the task
 * @param seed the seed
 * @param status how it ended
 * @param trainLoss smoothed training loss at the end
 * @param finalLossScore the best Adam's over it
 * @param speedUpScore how many times sooner the best Adam's final loss was reached
 * @param validLoss smoothed validation loss at the end
 * @param testLoss smoothed test loss at the end
 * @param measure the name of the task's measure
 * @param testMeasure its smoothed value on test batches at the end
 * @param millisPerStep wall time of a training step
 * @param optimizerMillisPerStep the optimizer's part of it
 */
record RunLine(
        String task,
        String data,
        int steps,
        String optimizer,
        String setting,
        boolean chosen,
        long seed,
        RunRecord.Status status,
        Double trainLoss,
        Double finalLossScore,
        Double speedUpScore,
        Double validLoss,
        Double testLoss,
        String measure,
        Double testMeasure,
        Double millisPerStep,
        Double optimizerMillisPerStep) {

    /** All scored runs: the chosen ones first, then those of the other settings. */
    static List<RunLine> of(ScoreSheet sheet) {
        List<RunLine> lines = new ArrayList<>();
        List<RunScore> chosen = new ArrayList<>();
        for (ScoreRow row : sheet.rows()) {
            for (int task = 0; task < sheet.tasks().size(); task++) {
                for (RunScore run : row.runs().get(task)) {
                    chosen.add(run);
                    lines.add(of(sheet, task, row.contender(), run, true));
                }
            }
        }
        for (ScoreRow row : sheet.settings()) {
            for (int task = 0; task < sheet.tasks().size(); task++) {
                for (RunScore run : row.runs().get(task)) {
                    if (chosen.stream().noneMatch(other -> other.trial() == run.trial())) {
                        lines.add(of(sheet, task, run.trial().family(), run, false));
                    }
                }
            }
        }
        return lines;
    }

    private static RunLine of(
            ScoreSheet sheet, int task, String optimizer, RunScore score, boolean chosen) {
        TaskColumn column = sheet.tasks().get(task);
        RunRecord run = score.trial().run();
        return new RunLine(
                column.task(),
                DataNames.of(run.data()),
                sheet.steps(),
                optimizer,
                score.trial().row(),
                chosen,
                score.trial().seed(),
                run.status(),
                finite(score.finalLoss()),
                finite(score.finalLossScore()),
                finite(score.speedUpScore()),
                finite(score.trial().validLoss()),
                finite(score.trial().testLoss()),
                run.config().measure(),
                finite(score.trial().testMeasure()),
                finite(run.millisPerStep()),
                run.optimizerMillisPerStep());
    }

    static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
