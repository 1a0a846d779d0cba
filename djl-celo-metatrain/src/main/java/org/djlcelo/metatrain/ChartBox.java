package org.djlcelo.metatrain;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.djlcelo.chart.Axis;
import org.djlcelo.chart.Html;
import org.djlcelo.chart.LineChart;
import org.djlcelo.chart.Series;

/** A line chart with a heading, its axes around its lines. */
final class ChartBox {

    private ChartBox() {}

    /**
     * Returns the chart.
     *
     * @param id unique in the page
     * @param title the heading
     * @param x what is along the bottom
     * @param y what is along the left
     * @param series the lines, the last on top
     * @param caption what it shows, and the data really used
     */
    static String html(
            String id, String title, String x, String y, List<Series> series, String caption) {
        double end = values(series, Series::x).max().orElse(1);
        return html(id, title, x, y, new Axis(Axis.Scale.LINEAR, 0, end), series, caption);
    }

    /** Returns the chart with another axis than from 0 to the end of the longest line. */
    static String html(
            String id,
            String title,
            String x,
            String y,
            Axis xAxis,
            List<Series> series,
            String caption) {
        Axis yAxis =
                Axis.around(
                        values(series, Series::y).min().orElse(0),
                        values(series, Series::y).max().orElse(1));
        return "<div>"
                + Html.heading(title)
                + new LineChart(id, title, x, y).figure(xAxis, yAxis, series, caption)
                + "</div>\n";
    }

    private static DoubleStream values(List<Series> series, Function<Series, double[]> which) {
        return series.stream()
                .flatMapToDouble(line -> Arrays.stream(which.apply(line)))
                .filter(Double::isFinite);
    }
}
