package org.djlcelo.eval.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.djlcelo.chart.Axis;
import org.djlcelo.chart.LineChart;
import org.djlcelo.chart.Series;
import org.djlcelo.eval.score.LossCurve;
import org.djlcelo.eval.score.ScoreSheet;
import org.djlcelo.eval.score.TaskColumn;

/**
 * The learning curves of one task: smoothed training loss over steps, averaged over seeds; every
 * optimizer at its best setting.
 *
 * @param sheet the scores that the task belongs to
 * @param task the task's position in the sheet
 */
record TaskCurves(ScoreSheet sheet, int task) {

    /** A loss far above the start belongs to a diverged run and would flatten all others. */
    private static final double HIGHEST_SHARE_OF_START = 1.15;

    /** The task and its data. */
    TaskColumn column() {
        return sheet.tasks().get(task);
    }

    /** A chart alone; the id is unique in its page. */
    String svg(String id) {
        List<Series> series = series();
        return new LineChart(
                        id,
                        "Training loss over steps on " + column().task(),
                        "step",
                        "training loss")
                .svg(
                        new Axis(Axis.Scale.LINEAR, 0, sheet.steps()),
                        losses(series, column().initialLoss()),
                        series);
    }

    /** From the smallest loss to a little above the start. */
    static Axis losses(List<Series> series, double initialLoss) {
        double highest =
                Math.min(values(series).max().orElse(1), initialLoss * HIGHEST_SHARE_OF_START);
        double lowest = values(series).min().orElse(0);
        return Axis.around(Math.min(lowest, highest * 0.999), highest);
    }

    private static DoubleStream values(List<Series> series) {
        return series.stream()
                .flatMapToDouble(line -> Arrays.stream(line.y()))
                .filter(Double::isFinite);
    }

    /** Adam's rates lowest, learned optimizers on top, Celo topmost. */
    List<Series> series() {
        Map<String, String> styles = new LinkedHashMap<>(Styles.of(sheet));
        styles.putAll(Styles.ofRates(sheet));
        List<Series> series = new ArrayList<>();
        Stream.concat(sheet.rows().stream(), sheet.settings().stream())
                .filter(row -> styles.containsKey(row.contender()))
                .forEach(
                        row -> {
                            List<LossCurve> curves =
                                    row.runs().get(task).stream()
                                            .flatMap(run -> run.trial().recordedCurve().stream())
                                            .toList();
                            if (!curves.isEmpty()) {
                                String style = styles.get(row.contender());
                                series.add(mean(Styles.name(row), style, curves));
                            }
                        });
        Collections.reverse(series);
        return series;
    }

    /**
     * The mean of several runs' curves, as far as all of them came: going on with those that didn't
     * fail would flatter.
     */
    static Series mean(String name, String style, List<LossCurve> curves) {
        int[] steps = curves.get(0).steps();
        int points = curves.stream().mapToInt(LossCurve::length).min().orElseThrow();
        double[] x = new double[points];
        double[] y = new double[points];
        for (LossCurve curve : curves) {
            double[] values = curve.values();
            for (int i = 0; i < points; i++) {
                x[i] = steps[i];
                y[i] += values[i] / curves.size();
            }
        }
        return new Series(name, style, x, y);
    }
}
