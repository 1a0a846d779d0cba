package org.djlcelo.eval.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.djlcelo.chart.Axis;
import org.djlcelo.chart.Html;
import org.djlcelo.chart.LineChart;
import org.djlcelo.chart.Palette;
import org.djlcelo.chart.Series;
import org.djlcelo.eval.experiment.RunRecord;
import org.djlcelo.eval.score.DataNames;
import org.djlcelo.eval.score.Scorer;
import org.djlcelo.eval.score.Trial;

/**
 * The multiplier η that a learned scheduler chose over the course of a run (the paper's figure 6):
 * per length of run one line for each task, and per task one line for each length.
 */
final class ScheduleSection {

    private ScheduleSection() {}

    static String html(List<RunRecord> runs) {
        Map<String, List<Trial>> byRow =
                Scorer.trials(runs).stream()
                        .filter(trial -> isSchedule(trial.run().curves().eta()))
                        .collect(
                                Collectors.groupingBy(
                                        Trial::row, TreeMap::new, Collectors.toList()));
        if (byRow.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder(Html.section("Learned schedules"));
        html.append(
                Html.paragraph(
                        "The scheduler sees the training loss and how much of the run is done, and"
                                + " multiplies every update by η. Nobody chose its shape; mean over"
                                + " seeds."));
        html.append("<div class=\"charts\">\n");
        int chart = 0;
        for (Map.Entry<String, List<Trial>> row : byRow.entrySet()) {
            Map<Integer, List<Trial>> byLength =
                    row.getValue().stream()
                            .collect(
                                    Collectors.groupingBy(
                                            trial -> trial.run().config().steps(),
                                            TreeMap::new,
                                            Collectors.toList()));
            for (Map.Entry<Integer, List<Trial>> length : byLength.entrySet()) {
                String title = row.getKey() + ", " + length.getKey() + " steps";
                html.append(
                        chart(title, "eta" + chart++, length.getValue(), lines(length.getValue())));
            }
            chart = byTask(html, row.getKey(), row.getValue(), chart);
        }
        return html.append("</div>\n</section>\n").toString();
    }

    private static int byTask(StringBuilder html, String row, List<Trial> trials, int firstChart) {
        int chart = firstChart;
        Map<String, List<Trial>> byTask =
                trials.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Trial::column, TreeMap::new, Collectors.toList()));
        for (Map.Entry<String, List<Trial>> task : byTask.entrySet()) {
            Map<Integer, List<float[]>> byLength = new TreeMap<>();
            for (Trial trial : task.getValue()) {
                byLength.computeIfAbsent(trial.run().config().steps(), any -> new ArrayList<>())
                        .add(trial.run().curves().eta());
            }
            if (byLength.size() > 1) {
                List<Series> series = new ArrayList<>();
                byLength.forEach(
                        (steps, etas) ->
                                series.add(
                                        mean(
                                                steps + " steps",
                                                Palette.shade(series.size(), byLength.size()),
                                                etas,
                                                steps)));
                String title = row + " on " + task.getKey() + ", several lengths";
                html.append(chart(title, "eta" + chart++, task.getValue(), series));
            }
        }
        return chart;
    }

    /** One line per task. */
    private static List<Series> lines(List<Trial> trials) {
        Map<String, List<float[]>> etas = new TreeMap<>();
        for (Trial trial : trials) {
            etas.computeIfAbsent(trial.column(), any -> new ArrayList<>())
                    .add(trial.run().curves().eta());
        }
        int steps = trials.get(0).run().config().steps();
        List<Series> series = new ArrayList<>();
        etas.forEach(
                (task, ofTask) ->
                        series.add(mean(task, Palette.thing(series.size()), ofTask, steps)));
        return series;
    }

    private static String chart(String title, String id, List<Trial> trials, List<Series> series) {
        String data = DataNames.ofAll(trials.stream().map(trial -> trial.run().data()));
        double[] all =
                series.stream()
                        .flatMapToDouble(line -> Arrays.stream(line.y()))
                        .filter(Double::isFinite)
                        .toArray();
        return "<div>"
                + Html.heading(title)
                + new LineChart(id, "Learned multiplier, " + title, "share of the run", "η")
                        .figure(
                                new Axis(Axis.Scale.LINEAR, 0, 1),
                                Axis.around(
                                        DoubleStream.of(all).min().orElse(0),
                                        DoubleStream.of(all).max().orElse(1)),
                                series,
                                "Data: " + data + ".")
                + "</div>\n";
    }

    private static Series mean(String name, String style, List<float[]> schedules, int steps) {
        int length = schedules.stream().mapToInt(eta -> eta.length).min().orElseThrow();
        double[] x = new double[length];
        double[] y = new double[length];
        for (int i = 0; i < length; i++) {
            x[i] = (double) i / steps;
            for (float[] eta : schedules) {
                y[i] += eta[i] / schedules.size();
            }
        }
        return new Series(name, style, x, y);
    }

    private static boolean isSchedule(float[] eta) {
        for (float value : eta) {
            if (value != eta[0]) {
                return true;
            }
        }
        return false;
    }
}
