package org.djlcelo.eval.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** A score sheet as plain text. */
public final class ScoreTable {

    private static final String GAP = "  ";

    private ScoreTable() {}

    /**
     * Formats a sheet.
     *
     * @param sheet the scores
     * @return several lines, with a line feed at the end
     */
    public static String format(ScoreSheet sheet) {
        StringBuilder text = new StringBuilder();
        if (!sheet.tasks().isEmpty()) {
            text.append(losses(sheet)).append('\n');
            for (Metric metric : Metric.values()) {
                text.append(scores(sheet, metric)).append('\n');
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
        for (ScoreRow row : sheet.rows()) {
            List<String> line = new ArrayList<>(List.of(row.contender()));
            for (int task = 0; task < sheet.tasks().size(); task++) {
                line.add(number(row.meanFinalLoss(task), 4));
                line.add(number(row.taskMean(Metric.FINAL_LOSS, task), 2));
                line.add(number(row.taskMean(Metric.SPEED_UP, task), 2));
            }
            lines.add(line);
        }
        StringBuilder text = new StringBuilder(align(lines));
        text.append("loss: training loss at the end; score: the best Adam's loss / own, more is")
                .append(
                        " better;\nspeed-up: how many times sooner the best Adam's loss is reached,")
                .append(" 0 = never.\n");
        sheet.notes().forEach(note -> text.append("Note: ").append(note).append('\n'));
        return text.toString();
    }

    private static String losses(ScoreSheet sheet) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(header(sheet, List.of()));
        for (ScoreRow row : sheet.rows()) {
            List<String> line = new ArrayList<>(List.of(row.contender()));
            for (int task = 0; task < sheet.tasks().size(); task++) {
                line.add(number(row.meanFinalLoss(task), 4));
            }
            lines.add(line);
        }
        return "Final training loss after "
                + sheet.steps()
                + " steps, smoothed, mean over seeds\n"
                + align(lines);
    }

    private static String scores(ScoreSheet sheet, Metric metric) {
        List<List<String>> lines = new ArrayList<>();
        List<String> aggregates = new ArrayList<>();
        for (Aggregate aggregate : Aggregate.values()) {
            aggregates.add(aggregate.label());
        }
        lines.add(header(sheet, aggregates));
        for (ScoreRow row : sheet.rows()) {
            List<String> line = new ArrayList<>(List.of(row.contender()));
            for (int task = 0; task < sheet.tasks().size(); task++) {
                line.add(number(row.taskMean(metric, task), 3));
            }
            Map<Aggregate, Double> values = row.aggregates(metric);
            for (Aggregate aggregate : Aggregate.values()) {
                line.add(number(values.getOrDefault(aggregate, Double.NaN), 3));
            }
            lines.add(line);
        }
        return metric.title() + "\n" + align(lines);
    }

    private static List<String> header(ScoreSheet sheet, List<String> more) {
        List<String> header = new ArrayList<>(List.of(""));
        sheet.tasks().forEach(task -> header.add(task.task() + (task.memorised() ? "*" : "")));
        header.addAll(more);
        return header;
    }

    private static String number(double value, int digits) {
        return Double.isFinite(value)
                ? String.format(Locale.ROOT, "%." + digits + "f", value)
                : "-";
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
