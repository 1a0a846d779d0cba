package org.djlcelo.eval.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.djlcelo.chart.Html;
import org.djlcelo.chart.LineChart;
import org.djlcelo.chart.Page;
import org.djlcelo.eval.UserException;
import org.djlcelo.eval.experiment.RunRecord;
import org.djlcelo.eval.score.DataNames;
import org.djlcelo.eval.score.ScoreSheet;
import org.djlcelo.eval.score.Scorer;
import org.djlcelo.eval.score.TaskColumn;

/** The learning curves of all tasks side by side in one SVG file, for a README or a slide. */
public final class CurvePicture {

    private static final int COLUMNS = 3;
    private static final int GAP = 16;
    private static final int TITLE = 30;
    private static final int KEY = 24;
    private static final int KEY_WIDTH = 200;
    private static final int KEY_TEXT = 30;
    private static final int LETTER = 7;

    private CurvePicture() {}

    /**
     * Writes the picture of some records.
     *
     * @param runs the records, all of one number of steps
     * @param file the file; replaced when the picture is complete
     * @throws UserException if the runs have several lengths or the file cannot be written
     */
    public static void write(List<RunRecord> runs, Path file) {
        ReportFile.write(file, svg(runs));
    }

    static String svg(List<RunRecord> runs) {
        List<ScoreSheet> sheets = Scorer.score(runs);
        if (sheets.size() != 1) {
            throw new UserException(
                    "A picture shows runs of one length; these have "
                            + sheets.stream().map(sheet -> sheet.steps() + " steps").toList()
                            + ". Keep them in separate folders.");
        }
        return svg(sheets.get(0));
    }

    private static String svg(ScoreSheet sheet) {
        List<TaskColumn> tasks = sheet.tasks();
        int columns = Math.min(COLUMNS, tasks.size());
        int rows = (tasks.size() + columns - 1) / columns;
        int cellWidth = LineChart.WIDTH + GAP;
        int cellHeight = LineChart.HEIGHT + TITLE;
        int width = columns * cellWidth + GAP;
        Map<String, String> keys = new LinkedHashMap<>();
        StringBuilder charts = new StringBuilder();
        for (int i = 0; i < tasks.size(); i++) {
            TaskCurves curves = new TaskCurves(sheet, i);
            curves.series().forEach(line -> keys.putIfAbsent(line.name(), line.style()));
            String data = data(tasks.get(i));
            int x = GAP + i % columns * cellWidth;
            int y = i / columns * cellHeight;
            charts.append(
                    format(
                            "<text class=\"title\" x=\"%d\" y=\"%d\">%s</text>"
                                    + "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n",
                            x,
                            y + TITLE - 8,
                            Html.escape(tasks.get(i).task()),
                            x + LineChart.WIDTH - LineChart.RIGHT,
                            y + TITLE - 8,
                            Html.escape(data)));
            charts.append(
                    format(
                            "<g transform=\"translate(%d %d)\">%s</g>%n",
                            x, y + TITLE, sized(curves.svg("task" + i))));
        }
        int keyWidth = keyWidth(keys.keySet());
        int perLine = Math.max(1, (width - 2 * GAP) / keyWidth);
        int keyLines = (keys.size() + perLine - 1) / perLine;
        int height = rows * cellHeight + keyLines * KEY + GAP;
        return format(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                                + " font-family=\"system-ui, sans-serif\">%n<style>%n%s</style>%n"
                                + "<rect class=\"paper\" width=\"%d\" height=\"%d\"/>%n"
                                + "<g class=\"chart\">%n",
                        width, height, Page.style(), width, height)
                + charts
                + legend(keys, perLine, keyWidth, rows * cellHeight)
                + "</g>\n</svg>\n";
    }

    /** The data beside the title, which has no room for a stand-in's name twice. */
    private static String data(TaskColumn task) {
        boolean standIn = task.data().stream().anyMatch(use -> use.standsInFor() != null);
        return standIn ? DataNames.samples(task.data()) : DataNames.of(task.data());
    }

    /** Room for the longest name, about as wide as most fonts are. */
    private static int keyWidth(Set<String> names) {
        int longest = names.stream().mapToInt(String::length).max().orElse(0);
        return Math.max(KEY_WIDTH, KEY_TEXT + LETTER * longest + GAP);
    }

    /** An inner SVG without a size would take the size of the whole picture. */
    private static String sized(String svg) {
        return svg.replaceFirst(
                "<svg ",
                format("<svg width=\"%d\" height=\"%d\" ", LineChart.WIDTH, LineChart.HEIGHT));
    }

    private static String legend(Map<String, String> keys, int perLine, int keyWidth, int top) {
        StringBuilder legend = new StringBuilder();
        List<Map.Entry<String, String>> entries = LineChart.reversed(keys.entrySet());
        for (int i = 0; i < entries.size(); i++) {
            int x = GAP + i % perLine * keyWidth;
            int y = top + i / perLine * KEY + KEY / 2;
            legend.append(
                    format(
                            "<path class=\"line %s\" d=\"M%d %dh24\"/><text x=\"%d\" y=\"%d\">%s"
                                    + "</text>%n",
                            entries.get(i).getValue(),
                            x,
                            y,
                            x + KEY_TEXT,
                            y + 4,
                            Html.escape(entries.get(i).getKey())));
        }
        return legend.toString();
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
