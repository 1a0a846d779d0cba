package org.djlcelo.eval.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.djlcelo.chart.Axis;
import org.djlcelo.chart.Band;
import org.djlcelo.chart.LineChart;
import org.djlcelo.chart.Series;
import org.djlcelo.eval.score.Interval;
import org.djlcelo.eval.score.Metric;
import org.djlcelo.eval.score.PerformanceProfile;
import org.djlcelo.eval.score.Role;
import org.djlcelo.eval.score.ScoreMatrix;
import org.djlcelo.eval.score.Summary;

/**
 * How many runs reach which score, for one metric.
 *
 * @param id of the chart, unique in its page
 * @param title the score's name
 * @param scope the tasks
 * @param end where the axis of scores ends
 * @param bands intervals of the learned optimizers
 * @param lines one per optimizer, learned ones on top
 */
record ProfileCurves(
        String id, String title, String scope, double end, List<Band> bands, List<Series> lines) {

    private static final int THRESHOLDS = 200;
    private static final double SHORTEST_AXIS = 2;
    private static final double LONGEST_AXIS = 10;

    /** Beyond it a handful of runs would stretch the axis for all others. */
    private static final double SHOWN_SHARE = 0.98;

    /** Speed-up first, over the tasks where most optimizers can be compared. */
    static List<ProfileCurves> of(Chapter chapter) {
        return chapter.fullest().stream()
                .sorted((a, b) -> b.metric().compareTo(a.metric()))
                .map(summary -> of(chapter, summary))
                .toList();
    }

    private static ProfileCurves of(Chapter chapter, Summary summary) {
        double end = end(summary);
        double[] tau = new double[THRESHOLDS];
        for (int k = 0; k < THRESHOLDS; k++) {
            tau[k] = end * k / (THRESHOLDS - 1);
        }
        List<Series> lines = new ArrayList<>();
        List<Band> bands = new ArrayList<>();
        for (Summary.Line line : LineChart.reversed(summary.lines())) {
            PerformanceProfile profile =
                    PerformanceProfile.of(line.scores(), tau, chapter.bootstrap());
            String style = chapter.styles().get(line.row().contender());
            lines.add(new Series(Styles.name(line.row()), style, tau, profile.share()));
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
        return new ProfileCurves(
                chapter.id() + "-profile-" + summary.metric(),
                summary.metric() == Metric.SPEED_UP ? "speed-up score" : "final-loss score",
                summary.scope().title(),
                end,
                bands,
                lines);
    }

    String svg() {
        return new LineChart(id, title, title + " above", "share of runs")
                .svg(
                        new Axis(Axis.Scale.LINEAR, 0, end),
                        new Axis(Axis.Scale.LINEAR, 0, 1.02),
                        bands,
                        lines);
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
}
