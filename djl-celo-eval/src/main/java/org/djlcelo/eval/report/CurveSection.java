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

/** One chart per task: smoothed training loss over steps, averaged over seeds. */
final class CurveSection {

    /** A loss far above the start belongs to a diverged run and would flatten all others. */
    private static final double HIGHEST_SHARE_OF_START = 1.15;

    private CurveSection() {}

    static String html(ScoreSheet sheet, String idPrefix) {
        StringBuilder html = new StringBuilder("<section>\n<h2>Learning curves</h2>\n");
        html.append(
                Html.paragraph(
                        "Smoothed training loss; the mean over seeds. Lines that leave the picture"
                                + " diverge."));
        html.append("<div class=\"charts\">\n");
        for (int i = 0; i < sheet.tasks().size(); i++) {
            TaskColumn task = sheet.tasks().get(i);
            html.append("<div><h3>").append(Html.escape(task.task())).append("</h3>\n");
            html.append(chart(sheet, task, idPrefix + "-curve" + i)).append("</div>\n");
        }
        return html.append("</div>\n</section>\n").toString();
    }

    private static String chart(ScoreSheet sheet, TaskColumn task, String id) {
        List<Series> series = series(sheet, task);
        double highest =
                Math.min(
                        values(series).max().orElse(1),
                        task.initialLoss() * HIGHEST_SHARE_OF_START);
        double lowest = values(series).min().orElse(0);
        return new LineChart(
                        id, "Training loss over steps on " + task.task(), "step", "training loss")
                .draw(
                        new Axis(Axis.Scale.LINEAR, 0, sheet.steps()),
                        Axis.around(Math.min(lowest, highest * 0.999), highest),
                        series);
    }

    private static DoubleStream values(List<Series> series) {
        return series.stream()
                .flatMapToDouble(line -> Arrays.stream(line.y()))
                .filter(Double::isFinite);
    }

    /** Adam below, learned optimizers on top, Celo topmost. */
    private static List<Series> series(ScoreSheet sheet, TaskColumn task) {
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
