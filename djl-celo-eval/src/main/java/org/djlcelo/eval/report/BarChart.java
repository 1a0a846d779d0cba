package org.djlcelo.eval.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.djlcelo.chart.Axis;
import org.djlcelo.chart.Html;
import org.djlcelo.eval.score.Estimate;

/**
 * Horizontal bars with whiskers as SVG: names fit beside them, and on a phone.
 *
 * @param title what the bars show
 * @param bars the bars from top to bottom
 */
record BarChart(String title, List<Bar> bars) {

    private static final int WIDTH = 425;
    private static final int LEFT = 205;
    private static final int RIGHT = 46;
    private static final int TOP = 8;
    private static final int BOTTOM = 26;
    private static final int STEP = 22;
    private static final int THICKNESS = 14;
    private static final int LONGEST_NAME = 26;

    /**
     * One bar.
     *
     * @param name its name
     * @param style the CSS class of its colour
     * @param estimate its length and its whiskers
     */
    record Bar(String name, String style, Estimate estimate) {}

    /**
     * Draws the bars from zero.
     *
     * @param reference a value to mark with a line across all bars; NaN for none
     * @return an SVG element
     */
    String svg(double reference) {
        int height = TOP + BOTTOM + STEP * bars.size();
        double largest =
                bars.stream()
                        .flatMapToDouble(
                                bar ->
                                        DoubleStream.of(
                                                bar.estimate.value(),
                                                bar.estimate.interval().high()))
                        .max()
                        .orElse(1);
        double end = Math.max(largest, Double.isNaN(reference) ? 0 : reference);
        Axis axis = new Axis(Axis.Scale.LINEAR, 0, Math.max(1e-3, end) * 1.02);
        StringBuilder svg =
                new StringBuilder(
                        format(
                                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
                                WIDTH, height, Html.escape(title)));
        for (double tick : axis.ticks()) {
            svg.append(
                    format(
                            "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>"
                                    + "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                            at(axis, tick),
                            at(axis, tick),
                            TOP,
                            height - BOTTOM,
                            at(axis, tick),
                            height - 8,
                            Axis.label(tick)));
        }
        for (int i = 0; i < bars.size(); i++) {
            svg.append(bar(bars.get(i), axis, TOP + STEP * i));
        }
        if (!Double.isNaN(reference)) {
            double x = at(axis, reference);
            svg.append(
                    format(
                            "<line class=\"reference\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\""
                                    + " y2=\"%d\"/>%n",
                            x, x, TOP, height - BOTTOM));
        }
        return svg.append("</svg>\n").toString();
    }

    private static String bar(Bar bar, Axis axis, int top) {
        double middle = top + STEP / 2.0;
        double low = at(axis, bar.estimate.interval().low());
        double high = at(axis, bar.estimate.interval().high());
        List<String> parts = new ArrayList<>();
        parts.add(
                format(
                        "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                        LEFT - 8, middle + 4, Html.escape(shortened(bar.name))));
        parts.add(
                format(
                        "<rect class=\"bar %s\" x=\"%d\" y=\"%.1f\" width=\"%.1f\" height=\"%d\">"
                                + "<title>%s</title></rect>",
                        bar.style,
                        LEFT,
                        middle - THICKNESS / 2.0,
                        Math.max(0, at(axis, bar.estimate.value()) - LEFT),
                        THICKNESS,
                        Html.escape(bar.name)));
        parts.add(
                format(
                        "<path class=\"whisker\" d=\"M%.1f %.1fL%.1f %.1fM%.1f %.1fL%.1f %.1f"
                                + "M%.1f %.1fL%.1f %.1f\"/>",
                        low,
                        middle,
                        high,
                        middle,
                        low,
                        middle - 4,
                        low,
                        middle + 4,
                        high,
                        middle - 4,
                        high,
                        middle + 4));
        parts.add(
                format(
                        "<text class=\"value\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.2f</text>%n",
                        WIDTH - 4, middle + 4, bar.estimate.value()));
        return String.join("", parts);
    }

    /** A long name goes without its remark: the whole is in the tooltip and in the tables. */
    private static String shortened(String full) {
        int remark = full.length() <= LONGEST_NAME ? -1 : full.indexOf(" (");
        String name = remark < 0 ? full : full.substring(0, remark);
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
    }

    private static double at(Axis axis, double value) {
        return LEFT + axis.position(value) * (WIDTH - LEFT - RIGHT);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
