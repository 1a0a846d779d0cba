package org.djlcelo.eval.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.djlcelo.eval.score.Aggregate;
import org.djlcelo.eval.score.Metric;
import org.djlcelo.eval.score.ScoreRow;
import org.djlcelo.eval.score.ScoreSheet;
import org.djlcelo.eval.score.TaskColumn;

/** The score tables and how to read them. */
final class ScoreSection {

    private ScoreSection() {}

    static String html(ScoreSheet sheet) {
        StringBuilder html = new StringBuilder("<section>\n<h2>Scores</h2>\n");
        if (!sheet.tasks().isEmpty()) {
            for (Metric metric : Metric.values()) {
                html.append("<h3>").append(Html.escape(metric.title())).append("</h3>\n");
                html.append(scores(sheet, metric));
            }
            html.append(Html.paragraph(reading(sheet)));
        }
        for (String note : sheet.notes()) {
            html.append("<p class=\"note\">").append(Html.escape(note)).append("</p>\n");
        }
        return html.append("</section>\n").toString();
    }

    private static String scores(ScoreSheet sheet, Metric metric) {
        List<String> header = new ArrayList<>(List.of(""));
        sheet.tasks().forEach(task -> header.add(task.task() + (task.memorised() ? " *" : "")));
        for (Aggregate aggregate : Aggregate.values()) {
            header.add(aggregate.label());
        }
        List<List<String>> lines = new ArrayList<>();
        for (ScoreRow row : sheet.rows()) {
            List<String> line = new ArrayList<>(List.of(row.contender()));
            for (int task = 0; task < sheet.tasks().size(); task++) {
                line.add(number(row.taskMean(metric, task)));
            }
            Map<Aggregate, Double> values = row.aggregates(metric);
            for (Aggregate aggregate : Aggregate.values()) {
                line.add(number(values.getOrDefault(aggregate, Double.NaN)));
            }
            lines.add(line);
        }
        return Html.table(header, lines);
    }

    private static String reading(ScoreSheet sheet) {
        StringBuilder best = new StringBuilder();
        for (TaskColumn task : sheet.tasks()) {
            best.append(best.isEmpty() ? "" : ", ")
                    .append(task.task())
                    .append(" ")
                    .append(task.bestAdam())
                    .append(String.format(Locale.ROOT, " (loss %.4g)", task.bestAdamLoss()));
        }
        return "Each task is judged against the Adam learning rate with the lowest final training loss"
                + " there: "
                + best
                + ". Losses are averaged over several batches every 10 steps and smoothed; a run that"
                + " fails or does not end with a finite loss scores 0. IQM is the mean of the middle"
                + " half of all scores, median that of the task means, gap the average shortfall"
                + " below 1 (smaller is better).";
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "–";
    }
}
