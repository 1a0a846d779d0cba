package org.djlcelo.metatrain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.djlcelo.chart.Html;
import org.djlcelo.chart.Page;
import org.djlcelo.chart.Palette;
import org.djlcelo.chart.Series;

/**
 * Runs on a page: their curves, their schedules, their scores and their settings.
 *
 * @param runs the metrics of each
 * @param descriptions what each is, in the same order
 * @param schedules η at several horizons, by run, where there is a scheduler
 * @param contests the weights against the best Adam; may be empty
 * @param data the data of the inner tasks, by task
 */
record PlotPage(
        List<MetricsHistory> runs,
        List<RunDescription> descriptions,
        Map<String, List<Series>> schedules,
        List<Contest> contests,
        Map<String, String> data) {

    String html() {
        return Page.html(
                "Meta-training",
                "<p class=\"sub\">"
                        + Html.escape("Runs " + labels() + ".")
                        + "</p>\n"
                        + curves()
                        + scheduleCharts()
                        + ContestSection.html(contests, names())
                        + settings());
    }

    private String names() {
        return String.join(", ", data.keySet());
    }

    private String labels() {
        return runs.stream().map(MetricsHistory::label).collect(Collectors.joining(", "));
    }

    private String curves() {
        StringBuilder html = new StringBuilder(Html.section("Training"));
        html.append(
                Html.paragraph(
                        "The meta-loss is the mean normalised training loss of the particles, which"
                                + " are anywhere in runs of all lengths and scales. Each point is a"
                                + " mean over its share of the meta-iterations."));
        html.append("<div class=\"charts\">\n");
        for (int r = 0; r < runs.size(); r++) {
            MetricsHistory run = runs.get(r);
            List<Series> series = new ArrayList<>();
            for (String task : run.tasks()) {
                series.add(
                        run.series(
                                task,
                                Palette.thing(series.size() + 1),
                                line -> line.tasks().getOrDefault(task, Double.NaN)));
            }
            series.add(run.series("mean", Palette.thing(0), MetricsLine::loss));
            html.append(
                    ChartBox.html(
                            "loss" + r,
                            "Meta-loss, " + run.label(),
                            "meta-iteration",
                            "meta-loss",
                            series,
                            "Data: " + names() + "."));
        }
        html.append(compared("gradient", "Norm of the meta-gradient", MetricsLine::gradientNorm));
        html.append(compared("theta", "Norm of what is trained", MetricsLine::thetaNorm));
        return html.append("</div>\n</section>\n").toString();
    }

    private String compared(String id, String title, ToDoubleFunction<MetricsLine> value) {
        List<Series> series = new ArrayList<>();
        for (MetricsHistory run : runs) {
            series.add(run.series(run.label(), Palette.thing(series.size()), value));
        }
        return ChartBox.html(id, title, "meta-iteration", "L2 norm", series, "All runs.");
    }

    private String scheduleCharts() {
        if (schedules.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder(Html.section("Learned schedules"));
        html.append(
                Html.paragraph(
                        "The multiplier η over a run of one inner task, at lengths that training"
                                + " hardly ever had; 3000 steps are beyond all of them."));
        html.append("<div class=\"charts\">\n");
        schedules.forEach(
                (run, series) ->
                        html.append(
                                ChartBox.html(
                                        "eta" + html.length(),
                                        run,
                                        "share of the run",
                                        "η",
                                        series,
                                        "Data: " + names() + ".")));
        return html.append("</div>\n</section>\n").toString();
    }

    private String settings() {
        StringBuilder html = new StringBuilder(Html.section("Data and settings"));
        data.forEach((name, what) -> html.append(Html.paragraph(name + ": " + what)));
        for (int r = 0; r < runs.size(); r++) {
            MetricsLine last = runs.get(r).lines().get(runs.get(r).lines().size() - 1);
            html.append(Html.heading(runs.get(r).label()));
            html.append(
                    Html.paragraph(
                            String.format(
                                    Locale.ROOT,
                                    "%s, %d meta-iterations of the last stage in %.2f hours",
                                    last.stage(),
                                    last.iteration(),
                                    last.seconds() / 3600)));
            html.append("<details><summary>everything</summary><pre>");
            html.append(Html.escape(descriptions.get(r).toJson()));
            html.append("</pre></details>\n");
        }
        return html.append("</section>\n").toString();
    }
}
