package org.djlcelo.eval.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.djlcelo.chart.Axis;
import org.djlcelo.chart.Html;
import org.djlcelo.chart.LineChart;
import org.djlcelo.chart.Palette;
import org.djlcelo.chart.Series;
import org.djlcelo.eval.score.DataNames;
import org.djlcelo.eval.score.LossCurve;
import org.djlcelo.eval.score.Trial;

/**
 * What re-scaling a task's parameters by a factor τ does to an optimizer's learning curve (the
 * paper's figure 2). Such runs carry the setting {@code tau}; a run without it is the task as it
 * is.
 */
final class AugmentationSection {

    private AugmentationSection() {}

    static String html(Chapter chapter) {
        List<Trial> trials = chapter.sheet().trials();
        Map<String, List<Trial>> augmented =
                trials.stream()
                        .filter(trial -> trial.augmentation().isPresent())
                        .collect(
                                Collectors.groupingBy(
                                        AugmentationSection::title,
                                        TreeMap::new,
                                        Collectors.toList()));
        if (augmented.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder(Html.section("Effect of task augmentation"));
        html.append(
                Html.paragraph(
                        "Meta-training re-scales the parameters of its tasks by random factors τ:"
                                + " the network computes with τ·θ while θ is trained. The same"
                                + " optimizer then meets what looks like another task. Smoothed"
                                + " training loss, mean over seeds."));
        html.append("<div class=\"charts\">\n");
        augmented.forEach(
                (title, runs) -> {
                    List<Trial> shown = new ArrayList<>(runs);
                    trials.stream()
                            .filter(t -> t.augmentation().isEmpty() && title(t).equals(title))
                            .forEach(shown::add);
                    html.append(chart(chapter, title, shown));
                });
        return html.append("</div>\n</section>\n").toString();
    }

    private static String title(Trial trial) {
        return trial.run().config().optimizer() + " on " + trial.column();
    }

    private static String chart(Chapter chapter, String title, List<Trial> trials) {
        Map<Double, List<LossCurve>> byFactor = new TreeMap<>();
        for (Trial trial : trials) {
            double tau = trial.augmentation().orElse(1);
            trial.recordedCurve()
                    .ifPresent(
                            curve ->
                                    byFactor.computeIfAbsent(tau, any -> new ArrayList<>())
                                            .add(curve));
        }
        List<Series> series = new ArrayList<>();
        byFactor.forEach(
                (tau, curves) ->
                        series.add(
                                TaskCurves.mean(
                                        "τ = " + Axis.label(tau),
                                        Palette.shade(series.size(), byFactor.size()),
                                        curves)));
        double start = series.stream().mapToDouble(line -> line.y()[0]).max().orElse(1);
        String id = chapter.id() + "-tau-" + Integer.toHexString(title.hashCode());
        return "<div>"
                + Html.heading(title)
                + new LineChart(id, "Training loss, " + title, "step", "training loss")
                        .figure(
                                new Axis(Axis.Scale.LINEAR, 0, chapter.sheet().steps()),
                                TaskCurves.losses(series, start),
                                series,
                                "Data: " + DataNames.of(trials.get(0).run().data()) + ".")
                + "</div>\n";
    }
}
