package org.djlcelo.eval.report;

import java.util.List;
import org.djlcelo.chart.Html;
import org.djlcelo.chart.LineChart;
import org.djlcelo.chart.Series;

/** How many runs reach which score (speed-ups: the paper's figure 5). */
final class ProfileSection {

    private ProfileSection() {}

    static String html(Chapter chapter) {
        StringBuilder html = new StringBuilder(Html.section("Performance profiles"));
        html.append(
                Html.paragraph(
                        "The share of runs whose score is above a threshold; higher is better."
                                + " Shaded: 95 % intervals of the learned optimizers."));
        List<Series> lines = List.of();
        StringBuilder charts = new StringBuilder("<div class=\"charts\">\n");
        for (ProfileCurves curves : ProfileCurves.of(chapter)) {
            lines = curves.lines();
            charts.append("<div>").append(Html.heading(curves.title()));
            charts.append(
                    LineChart.figure(
                            curves.svg(), "Over " + curves.scope() + ". " + chapter.data()));
            charts.append("</div>\n");
        }
        return html.append(LineChart.legend(lines))
                .append(charts)
                .append("</div>\n</section>\n")
                .toString();
    }
}
