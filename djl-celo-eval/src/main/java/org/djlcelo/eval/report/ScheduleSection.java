package org.djlcelo.eval.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.djlcelo.eval.score.ScoreSheet;
import org.djlcelo.eval.score.Trial;

/** The multiplier η that a learned scheduler chose at each step, one line per task. */
final class ScheduleSection {

    private ScheduleSection() {}

    static String html(ScoreSheet sheet, String idPrefix) {
        Map<String, Map<String, List<float[]>>> schedules = new TreeMap<>();
        for (Trial trial : sheet.trials()) {
            float[] eta = trial.run().curves().eta();
            if (eta.length > 0 && !isConstant(eta)) {
                schedules
                        .computeIfAbsent(trial.row(), any -> new TreeMap<>())
                        .computeIfAbsent(trial.column(), any -> new ArrayList<>())
                        .add(eta);
            }
        }
        if (schedules.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<section>\n<h2>Learned schedule</h2>\n");
        html.append(
                Html.paragraph(
                        "The scheduler sees the training loss and how much of the run is done, and"
                                + " multiplies every update by η. Nobody chose its shape; mean over"
                                + " seeds."));
        html.append("<div class=\"charts\">\n");
        int chart = 0;
        for (Map.Entry<String, Map<String, List<float[]>>> entry : schedules.entrySet()) {
            html.append("<div><h3>").append(Html.escape(entry.getKey())).append("</h3>\n");
            html.append(
                    chart(sheet, entry.getKey(), entry.getValue(), idPrefix + "-eta" + chart++));
            html.append("</div>\n");
        }
        return html.append("</div>\n</section>\n").toString();
    }

    private static String chart(
            ScoreSheet sheet, String row, Map<String, List<float[]>> byTask, String id) {
        List<Series> series = new ArrayList<>();
        for (Map.Entry<String, List<float[]>> entry : byTask.entrySet()) {
            series.add(mean(entry.getKey(), Styles.task(series.size()), entry.getValue()));
        }
        double[] all =
                series.stream()
                        .flatMapToDouble(line -> Arrays.stream(line.y()))
                        .filter(Double::isFinite)
                        .toArray();
        return new LineChart(id, "Learned multiplier over steps, " + row, "step", "multiplier η")
                .figure(
                        new Axis(Axis.Scale.LINEAR, 0, sheet.steps()),
                        Axis.around(
                                Arrays.stream(all).min().orElse(0),
                                Arrays.stream(all).max().orElse(1)),
                        series);
    }

    private static Series mean(String name, String style, List<float[]> schedules) {
        int length = schedules.stream().mapToInt(eta -> eta.length).min().orElseThrow();
        double[] x = new double[length];
        double[] y = new double[length];
        for (int i = 0; i < length; i++) {
            x[i] = i;
            for (float[] eta : schedules) {
                y[i] += eta[i] / schedules.size();
            }
        }
        return new Series(name, style, x, y);
    }

    private static boolean isConstant(float[] eta) {
        for (float value : eta) {
            if (value != eta[0]) {
                return false;
            }
        }
        return true;
    }
}
