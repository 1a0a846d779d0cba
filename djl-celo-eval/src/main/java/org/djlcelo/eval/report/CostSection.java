package org.djlcelo.eval.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.djlcelo.eval.experiment.Curves;
import org.djlcelo.eval.experiment.RunRecord;
import org.djlcelo.eval.score.ScoreRow;
import org.djlcelo.eval.score.ScoreSheet;
import org.djlcelo.eval.score.TaskColumn;

/** What the training scores leave out: loss and accuracy on test data, time per step. */
final class CostSection {

    private CostSection() {}

    static String html(ScoreSheet sheet) {
        StringBuilder html = new StringBuilder("<section>\n<h2>At the end of training</h2>\n");
        html.append(
                Html.paragraph(
                        "Means over seeds: training and test loss, the share of test samples named"
                                + " rightly, milliseconds per training step (forward, backward and"
                                + " update)."));
        for (TaskColumn task : sheet.tasks()) {
            html.append("<h3>").append(Html.escape(task.task())).append("</h3>\n");
            html.append(table(sheet, task));
        }
        return html.append("</section>\n").toString();
    }

    private static String table(ScoreSheet sheet, TaskColumn task) {
        List<List<String>> lines = new ArrayList<>();
        for (ScoreRow row : sheet.rows()) {
            List<RunRecord> runs =
                    Rows.trials(sheet, task, row.contender())
                            .map(trial -> trial.run())
                            .filter(run -> run.status() == RunRecord.Status.OK)
                            .toList();
            if (!runs.isEmpty()) {
                lines.add(
                        List.of(
                                row.contender(),
                                mean(runs, "%.4f", run -> last(run.curves().evalTrainLoss())),
                                mean(runs, "%.4f", run -> last(run.curves().evalTestLoss())),
                                mean(runs, "%.1f", run -> 100 * last(measure(run.curves()))),
                                mean(runs, "%.2f", RunRecord::millisPerStep)));
            }
        }
        return Html.table(List.of("", "train loss", "test loss", "accuracy %", "ms / step"), lines);
    }

    private static float[] measure(Curves curves) {
        return curves.evalTestMeasure();
    }

    private static double last(float[] values) {
        return values.length == 0 ? Double.NaN : values[values.length - 1];
    }

    private static String mean(
            List<RunRecord> runs, String format, ToDoubleFunction<RunRecord> figure) {
        double mean = runs.stream().mapToDouble(figure).average().orElseThrow();
        return Double.isFinite(mean) ? String.format(Locale.ROOT, format, mean) : "–";
    }
}
