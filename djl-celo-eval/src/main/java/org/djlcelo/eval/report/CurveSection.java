package org.djlcelo.eval.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.djlcelo.chart.Html;
import org.djlcelo.chart.LineChart;
import org.djlcelo.chart.Series;
import org.djlcelo.eval.score.ScoreSheet;

/** One chart per task: smoothed training loss over steps, averaged over seeds. */
final class CurveSection {

    private CurveSection() {}

    static String html(Chapter chapter) {
        ScoreSheet sheet = chapter.sheet();
        StringBuilder html = new StringBuilder(Html.section("Learning curves"));
        html.append(
                Html.paragraph(
                        "Smoothed training loss; the mean over seeds, every optimizer at its best"
                                + " setting for the task. Lines that leave the picture diverge; where"
                                + " one ends early, a run failed."));
        Map<String, Series> keys = new LinkedHashMap<>();
        StringBuilder charts = new StringBuilder("<div class=\"charts\">\n");
        for (int task = 0; task < sheet.tasks().size(); task++) {
            TaskCurves curves = new TaskCurves(sheet, task);
            LineChart.reversed(curves.series())
                    .forEach(line -> keys.putIfAbsent(line.name(), line));
            charts.append("<div>").append(Html.heading(curves.column().task()));
            charts.append(
                    LineChart.figure(
                            curves.svg(chapter.id() + "-curve" + task),
                            "Best Adam: "
                                    + curves.column().bestAdam()
                                    + ". Data: "
                                    + curves.column().dataName()
                                    + "."));
            charts.append("</div>\n");
        }
        List<Series> topmostLast = LineChart.reversed(new ArrayList<>(keys.values()));
        return html.append(LineChart.legend(topmostLast))
                .append(charts)
                .append("</div>\n</section>\n")
                .toString();
    }
}
