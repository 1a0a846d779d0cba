package org.djlcelo.metatrain;

import java.util.Arrays;
import java.util.List;
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
        return "<div>"
                + Html.heading(title)
                + new LineChart(id, title, x, y)
                        .figure(
                                around(series.stream().map(Series::x).toList()),
                                around(series.stream().map(Series::y).toList()),
                                series,
                                caption)
                + "</div>\n";
    }

    private static Axis around(List<double[]> values) {
        double[] finite =
                values.stream().flatMapToDouble(Arrays::stream).filter(Double::isFinite).toArray();
        return Axis.around(
                DoubleStream.of(finite).min().orElse(0), DoubleStream.of(finite).max().orElse(1));
    }
}
