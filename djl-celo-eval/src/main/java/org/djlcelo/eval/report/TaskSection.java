package org.djlcelo.eval.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.djlcelo.chart.Html;
import org.djlcelo.eval.experiment.RunRecord;
import org.djlcelo.eval.score.Figures;
import org.djlcelo.eval.score.Metric;
import org.djlcelo.eval.score.RunScore;
import org.djlcelo.eval.score.ScoreRow;
import org.djlcelo.eval.score.ScoreSheet;
import org.djlcelo.eval.score.TaskColumn;
import org.djlcelo.eval.score.Trial;

/** Task by task: what the scores are made of, test loss and accuracy beside them, and the cost. */
final class TaskSection {

    private TaskSection() {}

    static String html(Chapter chapter) {
        ScoreSheet sheet = chapter.sheet();
        StringBuilder html = new StringBuilder(Html.section("Task by task"));
        html.append(
                Html.paragraph(
                        "Means over seeds. Losses and measures are those at the end, all smoothed in"
                                + " the same way. A step is forward, backward and update; the"
                                + " optimizer's share is the update's."));
        for (int task = 0; task < sheet.tasks().size(); task++) {
            TaskColumn column = sheet.tasks().get(task);
            html.append(Html.heading(column.task() + (column.memorised() ? " (memorised)" : "")));
            html.append(table(sheet, task));
        }
        return html.append("</section>\n").toString();
    }

    private static String table(ScoreSheet sheet, int task) {
        TaskColumn column = sheet.tasks().get(task);
        List<Figure> figures = figures(sheet, task);
        List<String> header = new ArrayList<>(List.of("", "setting", "runs"));
        figures.forEach(figure -> header.add(figure.title));
        List<List<String>> lines = new ArrayList<>();
        for (ScoreRow row : sheet.rows()) {
            List<RunScore> runs = row.runs().get(task);
            if (!runs.isEmpty()) {
                List<String> line = new ArrayList<>();
                line.add(Styles.shortName(row));
                line.add(setting(row, runs.get(0).trial()));
                line.add(String.valueOf(runs.size()));
                figures.forEach(figure -> line.add(figure.mean(runs)));
                lines.add(line);
            }
        }
        return Html.table(
                header,
                lines,
                "Loss before training "
                        + Figures.number(column.initialLoss(), 4)
                        + ". Data: "
                        + column.dataName()
                        + ".");
    }

    /** What was chosen: after the family's name, which the row has. */
    private static String setting(ScoreRow row, Trial trial) {
        if (row.contender().startsWith(trial.row())) {
            return Figures.NONE;
        }
        String family = trial.run().config().family() + "@";
        return trial.row().startsWith(family)
                ? trial.row().substring(family.length())
                : trial.row();
    }

    /** The columns that some run of the task has a value for. */
    private static List<Figure> figures(ScoreSheet sheet, int task) {
        List<Figure> figures =
                List.of(
                        new Figure("train loss", 4, RunScore::finalLoss),
                        new Figure("final-loss score", 3, Metric.FINAL_LOSS),
                        new Figure("speed-up", 2, Metric.SPEED_UP),
                        new Figure("validation loss", 4, run -> run.trial().validLoss()),
                        new Figure("test loss", 4, run -> run.trial().testLoss()),
                        new Figure(measure(sheet, task), 1, run -> 100 * run.trial().testMeasure()),
                        new Figure("ms / step", 2, run -> run.trial().run().millisPerStep()),
                        new Figure("optimizer's share %", 0, TaskSection::optimizerShare));
        return figures.stream()
                .filter(
                        figure ->
                                sheet.rows().stream()
                                        .flatMap(row -> row.runs().get(task).stream())
                                        .mapToDouble(figure.value)
                                        .anyMatch(Double::isFinite))
                .toList();
    }

    private static double optimizerShare(RunScore score) {
        RunRecord run = score.trial().run();
        return run.optimizerMillisPerStep() == null
                ? Double.NaN
                : 100 * run.optimizerMillisPerStep() / run.millisPerStep();
    }

    private static String measure(ScoreSheet sheet, int task) {
        return sheet.rows().stream()
                .flatMap(row -> row.runs().get(task).stream())
                .map(run -> run.trial().run().config().measure())
                .filter(name -> name != null)
                .findFirst()
                .map(name -> "test " + name.toLowerCase(Locale.ROOT) + " %")
                .orElse("");
    }

    private record Figure(String title, int digits, ToDoubleFunction<RunScore> value) {

        String mean(List<RunScore> runs) {
            return Figures.number(runs.stream().mapToDouble(value).average().orElseThrow(), digits);
        }
    }
}
