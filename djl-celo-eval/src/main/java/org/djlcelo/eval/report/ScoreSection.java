package org.djlcelo.eval.report;

import java.util.ArrayList;
import java.util.List;
import org.djlcelo.chart.Html;
import org.djlcelo.eval.score.Aggregate;
import org.djlcelo.eval.score.Figures;
import org.djlcelo.eval.score.Metric;
import org.djlcelo.eval.score.ScoreRow;
import org.djlcelo.eval.score.ScoreSheet;
import org.djlcelo.eval.score.Summary;

/** The score tables: aggregates with intervals, and the means per task. */
final class ScoreSection {

    private static final String READING =
            "Every task is judged against the Adam learning rate with the lowest final training"
                    + " loss there. Every other optimizer with something to tune is shown at its"
                    + " own best setting for the task, chosen in the same way: on the seeds that"
                    + " all its settings were run with. Losses are averaged over several batches"
                    + " every 10 steps and smoothed; a run is compared with Adam's run of the same"
                    + " seed; one that fails or does not end with a finite loss scores 0. IQM is"
                    + " the mean of the middle half of all scores, median that of the task means,"
                    + " gap the average shortfall below 1 (smaller is better), P the probability"
                    + " that a run scores higher than the best Adam's run. A star marks a memorised"
                    + " task.";

    private ScoreSection() {}

    static String html(Chapter chapter) {
        StringBuilder html = new StringBuilder(Html.section("Scores"));
        for (Summary summary : chapter.summaries()) {
            html.append(
                    Html.heading(summary.metric().title() + "; over " + summary.scope().title()));
            html.append(aggregates(chapter, summary));
        }
        for (Metric metric : Metric.values()) {
            html.append(Html.heading(metric.title() + "; per task, mean over seeds"));
            html.append(perTask(chapter.sheet(), metric, chapter.data()));
        }
        return html.append(Html.paragraph(READING))
                .append(notes(chapter.sheet()))
                .append("</section>\n")
                .toString();
    }

    static String notes(ScoreSheet sheet) {
        StringBuilder html = new StringBuilder();
        for (String note : sheet.notes()) {
            html.append("<p class=\"note\">").append(Html.escape(note)).append("</p>\n");
        }
        return html.toString();
    }

    private static String aggregates(Chapter chapter, Summary summary) {
        List<String> header = new ArrayList<>(List.of("", "runs"));
        for (Aggregate aggregate : Aggregate.values()) {
            header.add(aggregate.label());
        }
        header.add("P(> best Adam)");
        List<List<String>> lines = new ArrayList<>();
        for (Summary.Line row : summary.lines()) {
            List<String> line = new ArrayList<>(List.of(row.row().contender()));
            line.add(String.valueOf(row.scores().runs()));
            row.estimates().values().forEach(estimate -> line.add(Figures.estimate(estimate)));
            line.add(row.overAdam().map(Figures::estimate).orElse(Figures.NONE));
            lines.add(line);
        }
        return Html.table(
                header,
                lines,
                "95 % intervals of a stratified bootstrap with "
                        + chapter.bootstrap().replicates()
                        + " replicates. "
                        + summary.resolution()
                        + " "
                        + chapter.data());
    }

    private static String perTask(ScoreSheet sheet, Metric metric, String data) {
        List<String> header = new ArrayList<>(List.of(""));
        sheet.tasks().forEach(task -> header.add(task.task() + (task.memorised() ? " *" : "")));
        List<List<String>> lines = new ArrayList<>();
        for (ScoreRow row : sheet.rows()) {
            List<String> line = new ArrayList<>(List.of(row.contender()));
            for (int task = 0; task < sheet.tasks().size(); task++) {
                line.add(Figures.number(row.taskMean(metric, task), 3));
            }
            lines.add(line);
        }
        return Html.table(header, lines, data);
    }
}
