package org.djlcelo.eval.score;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** A score sheet as plain text. */
public final class ScoreTable {

    private static final String GAP = "  ";

    private ScoreTable() {}

    /**
     * Formats a sheet with the standard intervals.
     *
     * @param sheet the scores
     * @return several lines, with a line feed at the end
     */
    public static String format(ScoreSheet sheet) {
        return format(sheet, Bootstrap.STANDARD);
    }

    /**
     * Formats a sheet.
     *
     * @param sheet the scores
     * @param bootstrap how intervals are computed
     * @return several lines, with a line feed at the end
     */
    public static String format(ScoreSheet sheet, Bootstrap bootstrap) {
        StringBuilder text = new StringBuilder();
        if (!sheet.tasks().isEmpty()) {
            text.append("Data: ").append(sheet.dataNames()).append('\n');
            String weights = WeightNames.of(sheet.trials());
            text.append(weights.isEmpty() ? "" : "Weights: " + weights + "\n").append('\n');
            text.append("Final training loss after ").append(sheet.steps());
            text.append(" steps, smoothed, mean over seeds\n");
            text.append(losses(sheet, sheet.rows())).append('\n');
            List<ScoreRow> rates =
                    sheet.settings().stream().filter(row -> row.role() == Role.BASELINE).toList();
            if (!rates.isEmpty()) {
                text.append(
                        "Adam at every rate tried: final training loss; aggregates of one rate for"
                                + " all tasks, where it was run with every seed\n");
                text.append(rates(sheet, rates)).append('\n');
            }
            for (Metric metric : Metric.values()) {
                text.append(metric.title()).append("; mean over seeds\n");
                text.append(scores(sheet, metric)).append('\n');
            }
            for (Summary summary : Summary.of(sheet, bootstrap)) {
                text.append(aggregates(summary)).append('\n');
            }
        }
        sheet.notes().forEach(note -> text.append("Note: ").append(note).append('\n'));
        return text.toString();
    }

    /**
     * Formats a sheet in one short table without aggregates, for a first look.
     *
     * @param sheet the scores
     * @return several lines, with a line feed at the end
     */
    public static String brief(ScoreSheet sheet) {
        List<String> tasks = new ArrayList<>(List.of(""));
        List<String> columns = new ArrayList<>(List.of(""));
        for (TaskColumn task : sheet.tasks()) {
            tasks.addAll(List.of(task.task(), "", ""));
            columns.addAll(List.of("loss", "score", "speed-up"));
        }
        List<List<String>> lines = new ArrayList<>(List.of(tasks, columns));
        List<ScoreRow> rows = new ArrayList<>(sheet.rows());
        rows.addAll(sheet.settings());
        for (ScoreRow row : rows) {
            List<String> line = new ArrayList<>(List.of(row.contender()));
            for (int task = 0; task < sheet.tasks().size(); task++) {
                line.add(Figures.number(row.meanFinalLoss(task), 4));
                line.add(Figures.number(row.taskMean(Metric.FINAL_LOSS, task), 2));
                line.add(Figures.number(row.taskMean(Metric.SPEED_UP, task), 2));
            }
            lines.add(line);
        }
        StringBuilder text = new StringBuilder(align(lines));
        text.append("Data: ").append(sheet.dataNames()).append('\n');
        text.append("loss: training loss at the end; score: the best Adam's loss / own, more is")
                .append(
                        " better;\nspeed-up: how many times sooner the best Adam's loss is reached,")
                .append(" 0 = never.\n");
        sheet.notes().forEach(note -> text.append("Note: ").append(note).append('\n'));
        return text.toString();
    }

    private static String losses(ScoreSheet sheet, List<ScoreRow> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(header(sheet));
        for (ScoreRow row : rows) {
            List<String> line = new ArrayList<>(List.of(row.contender()));
            for (int task = 0; task < sheet.tasks().size(); task++) {
                line.add(Figures.number(row.meanFinalLoss(task), 4));
            }
            lines.add(line);
        }
        return align(lines);
    }

    private static String rates(ScoreSheet sheet, List<ScoreRow> rates) {
        List<List<String>> lines = new ArrayList<>();
        List<String> header = header(sheet);
        FixedSetting.TITLES.forEach(header::add);
        lines.add(header);
        for (ScoreRow row : rates) {
            List<String> line = new ArrayList<>(List.of(row.contender()));
            for (int task = 0; task < sheet.tasks().size(); task++) {
                line.add(Figures.number(row.meanFinalLoss(task), 4));
            }
            line.addAll(FixedSetting.aggregates(sheet, row));
            lines.add(line);
        }
        return align(lines);
    }

    private static String scores(ScoreSheet sheet, Metric metric) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(header(sheet));
        for (ScoreRow row : sheet.rows()) {
            List<String> line = new ArrayList<>(List.of(row.contender()));
            for (int task = 0; task < sheet.tasks().size(); task++) {
                line.add(Figures.number(row.taskMean(metric, task), 3));
            }
            lines.add(line);
        }
        return align(lines);
    }

    private static String aggregates(Summary summary) {
        List<String> header = new ArrayList<>(List.of("", "runs"));
        for (Aggregate aggregate : Aggregate.values()) {
            header.add(aggregate.label());
        }
        header.add("P(> best Adam)");
        List<List<String>> lines = new ArrayList<>(List.of(header));
        for (Summary.Line row : summary.lines()) {
            List<String> line = new ArrayList<>(List.of(row.row().contender()));
            line.add(String.valueOf(row.scores().runs()));
            row.estimates().values().forEach(estimate -> line.add(Figures.estimate(estimate)));
            line.add(row.overAdam().map(Figures::estimate).orElse(Figures.NONE));
            lines.add(line);
        }
        return summary.metric().title()
                + "\nover "
                + summary.scope().title()
                + "; 95 % intervals. "
                + summary.resolution()
                + "\n"
                + align(lines);
    }

    private static List<String> header(ScoreSheet sheet) {
        List<String> header = new ArrayList<>(List.of(""));
        sheet.tasks().forEach(task -> header.add(task.task() + (task.memorised() ? "*" : "")));
        return header;
    }

    private static String align(List<List<String>> lines) {
        int columns = lines.get(0).size();
        int[] widths = new int[columns];
        for (List<String> line : lines) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringJoiner joined = new StringJoiner(GAP, GAP, "");
            for (int i = 0; i < columns; i++) {
                String pad = " ".repeat(widths[i] - line.get(i).length());
                joined.add(i == 0 ? line.get(i) + pad : pad + line.get(i));
            }
            text.append(joined.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
