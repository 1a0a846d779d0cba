package org.djlcelo.eval.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.djlcelo.chart.Axis;
import org.djlcelo.chart.Band;
import org.djlcelo.chart.Html;
import org.djlcelo.chart.LineChart;
import org.djlcelo.chart.Series;
import org.djlcelo.eval.score.Interval;
import org.djlcelo.eval.score.Metric;
import org.djlcelo.eval.score.PerformanceProfile;
import org.djlcelo.eval.score.Role;
import org.djlcelo.eval.score.ScoreMatrix;
import org.djlcelo.eval.score.Summary;

/** How many runs reach which score (speed-ups: the paper's figure 5). */
final class ProfileSection {

    private static final int THRESHOLDS = 200;
    private static final double SHORTEST_AXIS = 2;
    private static final double LONGEST_AXIS = 10;

    /** Beyond it a handful of runs would stretch the axis for all others. */
    private static final double SHOWN_SHARE = 0.98;

    private ProfileSection() {}

    static String html(Chapter chapter) {
        StringBuilder html = new StringBuilder(Html.section("Performance profiles"));
        html.append(
                Html.paragraph(
                        "The share of runs whose score is above a threshold; higher is better."
                                + " Shaded: 95 % intervals of the learned optimizers."));
        List<Summary> summaries = new ArrayList<>(chapter.fullest());
        summaries.sort((a, b) -> b.metric().compareTo(a.metric()));
        List<Series> series = List.of();
        StringBuilder charts = new StringBuilder("<div class=\"charts\">\n");
        for (Summary summary : summaries) {
            List<Band> bands = new ArrayList<>();
            series = series(chapter, summary, bands);
            charts.append("<div>").append(Html.heading(title(summary.metric())));
            charts.append(
                    LineChart.figure(
                            svg(chapter, summary, bands, series),
                            "Over " + summary.scope().title() + ". " + chapter.data()));
            charts.append("</div>\n");
        }
        return html.append(LineChart.legend(series))
                .append(charts)
                .append("</div>\n</section>\n")
                .toString();
    }

    private static String svg(
            Chapter chapter, Summary summary, List<Band> bands, List<Series> series) {
        return new LineChart(
                        chapter.id() + "-profile-" + summary.metric(),
                        title(summary.metric()),
                        title(summary.metric()) + " above",
                        "share of runs")
                .svg(
                        new Axis(Axis.Scale.LINEAR, 0, end(summary)),
                        new Axis(Axis.Scale.LINEAR, 0, 1.02),
                        bands,
                        series);
    }

    /** Learned optimizers on top. */
    private static List<Series> series(Chapter chapter, Summary summary, List<Band> bands) {
        double[] tau = new double[THRESHOLDS];
        for (int k = 0; k < THRESHOLDS; k++) {
            tau[k] = end(summary) * k / (THRESHOLDS - 1);
        }
        List<Series> series = new ArrayList<>();
        for (Summary.Line line : LineChart.reversed(summary.lines())) {
            PerformanceProfile profile =
                    PerformanceProfile.of(line.scores(), tau, chapter.bootstrap());
            String style = chapter.styles().get(line.row().contender());
            series.add(new Series(Styles.name(line.row()), style, tau, profile.share()));
            if (line.row().role() == Role.LEARNED) {
                bands.add(
                        new Band(
                                style,
                                tau,
                                Arrays.stream(profile.band()).mapToDouble(Interval::low).toArray(),
                                Arrays.stream(profile.band())
                                        .mapToDouble(Interval::high)
                                        .toArray()));
            }
        }
        return series;
    }

    private static double end(Summary summary) {
        double[] all =
                summary.lines().stream()
                        .flatMapToDouble(line -> values(line.scores()))
                        .sorted()
                        .toArray();
        double high = all.length == 0 ? 0 : all[(int) (SHOWN_SHARE * (all.length - 1))];
        return Math.min(LONGEST_AXIS, Math.max(SHORTEST_AXIS, high));
    }

    private static DoubleStream values(ScoreMatrix scores) {
        return IntStream.range(0, scores.runs() * scores.tasks())
                .mapToDouble(i -> scores.get(i / scores.tasks(), i % scores.tasks()));
    }

    private static String title(Metric metric) {
        return metric == Metric.SPEED_UP ? "speed-up score" : "final-loss score";
    }
}
