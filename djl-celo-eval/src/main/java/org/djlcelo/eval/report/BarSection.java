package org.djlcelo.eval.report;

import java.util.Comparator;
import java.util.List;
import org.djlcelo.chart.Html;
import org.djlcelo.chart.LineChart;
import org.djlcelo.eval.score.Aggregate;
import org.djlcelo.eval.score.Metric;
import org.djlcelo.eval.score.Summary;

/** Aggregates as bars with intervals, the best on top (the paper's figure 4). */
final class BarSection {

    private static final List<Aggregate> SHOWN =
            List.of(Aggregate.IQM, Aggregate.MEDIAN, Aggregate.OPTIMALITY_GAP);

    private BarSection() {}

    static String html(Chapter chapter) {
        StringBuilder html = new StringBuilder(Html.section("Scores at a glance"));
        for (Summary summary : chapter.fullest()) {
            html.append(Html.heading(summary.metric().title()));
            StringBuilder charts = new StringBuilder("<div class=\"charts three\">\n");
            for (Aggregate aggregate : SHOWN) {
                charts.append("<div><h4>").append(Html.escape(title(aggregate))).append("</h4>\n");
                charts.append(chart(chapter, summary, aggregate)).append("</div>\n");
            }
            html.append(
                    LineChart.figure(
                            charts + "</div>\n",
                            "Over "
                                    + summary.scope().title()
                                    + "; whiskers: 95 % intervals. "
                                    + summary.resolution()
                                    + " "
                                    + chapter.data()));
        }
        return html.append("</section>\n").toString();
    }

    private static String chart(Chapter chapter, Summary summary, Aggregate aggregate) {
        Comparator<BarChart.Bar> ascending =
                Comparator.comparingDouble(bar -> bar.estimate().value());
        List<BarChart.Bar> bars =
                summary.lines().stream()
                        .map(
                                line ->
                                        new BarChart.Bar(
                                                Styles.shortName(line.row()),
                                                chapter.styles().get(line.row().contender()),
                                                line.estimates().get(aggregate)))
                        .sorted(
                                aggregate == Aggregate.OPTIMALITY_GAP
                                        ? ascending
                                        : ascending.reversed())
                        .toList();
        double reference =
                aggregate == Aggregate.OPTIMALITY_GAP || summary.metric() == Metric.SPEED_UP
                        ? Double.NaN
                        : 1;
        return new BarChart(title(aggregate) + ", " + summary.metric().title(), bars)
                .svg(reference);
    }

    private static String title(Aggregate aggregate) {
        return switch (aggregate) {
            case IQM -> "Interquartile mean";
            case MEDIAN -> "Median over tasks";
            case OPTIMALITY_GAP -> "Optimality gap (smaller is better)";
            case MEAN -> "Mean";
        };
    }
}
