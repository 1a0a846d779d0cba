package org.djlcelo.chart;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A line chart as SVG, alone or in a page with a legend below it.
 *
 * <p>Colours come from the style sheet, so that the chart follows light, dark and print.
 */
public final class LineChart {

    /** Width of a chart in SVG units. */
    public static final int WIDTH = 520;

    /** Height of a chart in SVG units. */
    public static final int HEIGHT = 320;

    private static final int LEFT = 60;

    /** Space right of the plot in SVG units. */
    public static final int RIGHT = 22;

    private static final int TOP = 12;
    private static final int BOTTOM = 44;
    private static final int POINTS = 250;

    private final String id;
    private final String description;
    private final String xTitle;
    private final String yTitle;

    /**
     * Creates a chart.
     *
     * @param id unique in the page
     * @param description for screen readers
     * @param xTitle what is along the bottom
     * @param yTitle what is along the left
     */
    public LineChart(String id, String description, String xTitle, String yTitle) {
        this.id = id;
        this.description = description;
        this.xTitle = xTitle;
        this.yTitle = yTitle;
    }

    /**
     * Draws lines with a legend, for a page.
     *
     * @param x the horizontal axis
     * @param y the vertical axis; what lies outside is cut off
     * @param series the lines, the last on top
     * @param caption what it shows, and the data really used
     * @return an HTML figure
     */
    public String figure(Axis x, Axis y, List<Series> series, String caption) {
        return figure(svg(x, y, series) + legend(series), caption);
    }

    /**
     * Puts a caption below drawings.
     *
     * @param drawing SVG, and a legend perhaps
     * @param caption what it shows, and the data really used
     * @return an HTML figure
     */
    public static String figure(String drawing, String caption) {
        return "<figure class=\"chart\">" + drawing + Html.caption(caption) + "</figure>\n";
    }

    /**
     * Draws lines without a legend.
     *
     * @param x the horizontal axis
     * @param y the vertical axis; what lies outside is cut off
     * @param series the lines, the last on top
     * @return an SVG element of {@link #WIDTH} by {@link #HEIGHT} units
     */
    public String svg(Axis x, Axis y, List<Series> series) {
        return svg(x, y, List.of(), series);
    }

    /**
     * Draws lines on bands without a legend.
     *
     * @param x the horizontal axis
     * @param y the vertical axis; what lies outside is cut off
     * @param bands the bands, below all lines
     * @param series the lines, the last on top
     * @return an SVG element of {@link #WIDTH} by {@link #HEIGHT} units
     */
    public String svg(Axis x, Axis y, List<Band> bands, List<Series> series) {
        StringBuilder svg = new StringBuilder();
        svg.append(
                format(
                        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
                        WIDTH, HEIGHT, Html.escape(description)));
        svg.append(
                format(
                        "<clipPath id=\"%s-clip\"><rect x=\"%d\" y=\"%d\" width=\"%d\""
                                + " height=\"%d\"/></clipPath>%n",
                        id, LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM));
        grid(svg, x, y);
        svg.append(format("<g clip-path=\"url(#%s-clip)\">%n", id));
        for (Band band : bands) {
            svg.append(area(x, y, band));
        }
        for (Series line : series) {
            svg.append(path(x, y, line.thinned(POINTS)));
        }
        return svg.append("</g>\n</svg>\n").toString();
    }

    private void grid(StringBuilder svg, Axis x, Axis y) {
        for (double tick : y.ticks()) {
            svg.append(
                    format(
                            "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
                                    + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>%n",
                            LEFT,
                            WIDTH - RIGHT,
                            yAt(y, tick),
                            yAt(y, tick),
                            LEFT - 6,
                            yAt(y, tick) + 4,
                            Axis.label(tick)));
        }
        for (double tick : x.ticks()) {
            svg.append(
                    format(
                            "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                            xAt(x, tick), HEIGHT - BOTTOM + 18, Axis.label(tick)));
        }
        svg.append(
                format(
                        "<line class=\"axis\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>%n",
                        LEFT, WIDTH - RIGHT, HEIGHT - BOTTOM, HEIGHT - BOTTOM));
        svg.append(
                format(
                        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                        (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, Html.escape(xTitle)));
        int middle = (TOP + HEIGHT - BOTTOM) / 2;
        svg.append(
                format(
                        "<text transform=\"translate(12 %d) rotate(-90)\""
                                + " text-anchor=\"middle\">%s%s</text>%n",
                        middle,
                        Html.escape(yTitle),
                        y.scale() == Axis.Scale.LOG ? " (log scale)" : ""));
    }

    private static String path(Axis x, Axis y, Series line) {
        StringBuilder path = new StringBuilder();
        String command = "M";
        for (int i = 0; i < line.x().length; i++) {
            if (!Double.isFinite(line.y()[i])) {
                command = "M";
                continue;
            }
            path.append(format("%s%.1f %.1f", command, xAt(x, line.x()[i]), yAt(y, line.y()[i])));
            command = "L";
        }
        return format(
                "<path class=\"line %s\" d=\"%s\"><title>%s</title></path>%n",
                line.style(), path, Html.escape(line.name()));
    }

    private static String area(Axis x, Axis y, Band band) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < band.x().length; i++) {
            path.append(
                    format(
                            "%s%.1f %.1f",
                            i == 0 ? "M" : "L", xAt(x, band.x()[i]), yAt(y, band.high()[i])));
        }
        for (int i = band.x().length - 1; i >= 0; i--) {
            path.append(format("L%.1f %.1f", xAt(x, band.x()[i]), yAt(y, band.low()[i])));
        }
        return format("<path class=\"band %s\" d=\"%sZ\"/>%n", band.style(), path);
    }

    /**
     * Returns the key to lines, once for several charts or below one.
     *
     * @param series the lines as they are drawn
     * @return HTML, topmost line first
     */
    public static String legend(List<Series> series) {
        StringBuilder legend = new StringBuilder("<div class=\"legend\">");
        for (Series line : reversed(series)) {
            legend.append(
                    format(
                            "<span><svg class=\"key\" viewBox=\"0 0 24 8\"><path class=\"line"
                                    + " %s\" d=\"M0 4L24 4\"/></svg>%s</span>%n",
                            line.style(), Html.escape(line.name())));
        }
        return legend.append("</div>\n").toString();
    }

    /**
     * Returns things in the order of a legend: what is drawn last is what the chart is about and
     * comes first.
     *
     * @param <T> what is drawn
     * @param drawn the things as they are drawn
     * @return a reversed copy
     */
    public static <T> List<T> reversed(Collection<T> drawn) {
        List<T> reversed = new ArrayList<>(drawn);
        Collections.reverse(reversed);
        return reversed;
    }

    private static double xAt(Axis axis, double value) {
        return LEFT + axis.position(value) * (WIDTH - LEFT - RIGHT);
    }

    /** Far outside values are kept near, or the path's numbers become absurd. */
    private static double yAt(Axis axis, double value) {
        double position = Math.max(-1, Math.min(2, axis.position(value)));
        return HEIGHT - BOTTOM - position * (HEIGHT - TOP - BOTTOM);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
