package org.djlcelo.eval.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.djlcelo.chart.Html;
import org.djlcelo.chart.LineChart;
import org.djlcelo.chart.Page;
import org.djlcelo.chart.Series;

/** Charts side by side in one SVG file, with one key to the lines of all. */
final class ChartGrid {

    private static final int COLUMNS = 3;
    private static final int GAP = 16;
    private static final int NOTE_END = LineChart.WIDTH - LineChart.RIGHT;
    private static final int TITLE = 30;
    private static final int NOTE = 18;
    private static final int KEY = 24;
    private static final int KEY_WIDTH = 200;
    private static final int KEY_TEXT = 30;
    private static final int LETTER = 7;

    private ChartGrid() {}

    /**
     * One chart.
     *
     * @param title above it
     * @param note at the right of the title; beneath it in all charts if one has no room there
     * @param svg the chart, of a line chart's size
     * @param lines what is in it, the last on top
     */
    record Cell(String title, String note, String svg, List<Series> lines) {}

    static String svg(List<Cell> cells) {
        int columns = Math.min(COLUMNS, cells.size());
        int rows = (cells.size() + columns - 1) / columns;
        int cellWidth = LineChart.WIDTH + GAP;
        boolean beneath = cells.stream().anyMatch(ChartGrid::isCrowded);
        int title = TITLE + (beneath ? NOTE : 0);
        int cellHeight = LineChart.HEIGHT + title;
        int width = columns * cellWidth + GAP;
        Map<String, String> keys = new LinkedHashMap<>();
        StringBuilder charts = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            cell.lines().forEach(line -> keys.putIfAbsent(line.name(), line.style()));
            int x = GAP + i % columns * cellWidth;
            int y = i / columns * cellHeight;
            charts.append(
                    format(
                            "<text class=\"title\" x=\"%d\" y=\"%d\">%s</text>"
                                    + "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n",
                            x,
                            y + TITLE - 8,
                            Html.escape(cell.title()),
                            beneath ? x : x + NOTE_END,
                            y + title - 8,
                            beneath ? "start" : "end",
                            Html.escape(cell.note())));
            charts.append(
                    format(
                            "<g transform=\"translate(%d %d)\">%s</g>%n",
                            x, y + title, sized(cell.svg())));
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

    /** Whether title and note don't fit side by side, about as wide as most fonts are. */
    private static boolean isCrowded(Cell cell) {
        return LETTER * (cell.title().length() + cell.note().length()) + GAP > NOTE_END;
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
