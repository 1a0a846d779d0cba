package org.djlcelo.eval.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.djlcelo.eval.score.LossCurve;
import org.djlcelo.eval.score.ScoreSheet;
import org.djlcelo.eval.score.TaskColumn;

/**
 * The learning curves of one task: smoothed training loss over steps, averaged over seeds.
 *
 * @param sheet the scores that the task belongs to
 * @param task the task
 */
record TaskCurves(ScoreSheet sheet, TaskColumn task) {

    /** A loss far above the start belongs to a diverged run and would flatten all others. */
    private static final double HIGHEST_SHARE_OF_START = 1.15;

    /** A chart with a legend, for a page; the id is unique in it. */
    String figure(String id) {
        List<Series> series = series();
        return chart(id).figure(steps(), losses(series), series);
    }

    /** A chart alone. */
    String svg(String id) {
        List<Series> series = series();
        return chart(id).svg(steps(), losses(series), series);
    }

    private LineChart chart(String id) {
        return new LineChart(
                id, "Training loss over steps on " + task.task(), "step", "training loss");
    }

    private Axis steps() {
        return new Axis(Axis.Scale.LINEAR, 0, sheet.steps());
    }

    private Axis losses(List<Series> series) {
        double highest =
                Math.min(
                        values(series).max().orElse(1),
                        task.initialLoss() * HIGHEST_SHARE_OF_START);
        double lowest = values(series).min().orElse(0);
        return Axis.around(Math.min(lowest, highest * 0.999), highest);
    }

    private static DoubleStream values(List<Series> series) {
        return series.stream()
                .flatMapToDouble(line -> Arrays.stream(line.y()))
                .filter(Double::isFinite);
    }

    /** Adam below, learned optimizers on top, Celo topmost. */
    List<Series> series() {
        Map<String, String> styles = Rows.styles(sheet);
        List<Series> series = new ArrayList<>();
        styles.forEach(
                (row, style) -> {
                    List<LossCurve> curves =
                            Rows.trials(sheet, task, row).flatMap(t -> t.curve().stream()).toList();
                    if (!curves.isEmpty()) {
                        series.add(mean(row, style, curves));
                    }
                });
        Collections.reverse(series);
        return series;
    }

    private static Series mean(String row, String style, List<LossCurve> curves) {
        int[] steps = curves.get(0).steps();
        double[] x = new double[steps.length];
        double[] y = new double[steps.length];
        for (int i = 0; i < steps.length; i++) {
            int point = i;
            x[i] = steps[i];
            y[i] =
                    curves.stream()
                            .mapToDouble(curve -> curve.values()[point])
                            .average()
                            .orElseThrow();
        }
        return new Series(row, style, x, y);
    }
}
