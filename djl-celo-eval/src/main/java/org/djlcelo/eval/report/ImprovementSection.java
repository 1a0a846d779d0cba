package org.djlcelo.eval.report;

import java.util.ArrayList;
import java.util.List;
import org.djlcelo.chart.Html;
import org.djlcelo.eval.score.Figures;
import org.djlcelo.eval.score.ImprovementTable;

/** Each learned optimizer against every other optimizer, run by run. */
final class ImprovementSection {

    private ImprovementSection() {}

    static String html(Chapter chapter) {
        StringBuilder html = new StringBuilder(Html.section("Probability of improvement"));
        html.append(
                Html.paragraph(
                        "How probable it is that a run of the optimizer above a column scores"
                                + " higher than a run of the optimizer beside the row on the same"
                                + " task, averaged over tasks; ties count half."));
        boolean any = false;
        for (ImprovementTable table : chapter.improvements()) {
            if (!table.learned().isEmpty()) {
                any = true;
                html.append(Html.heading(table.summary().metric().title()));
                html.append(table(chapter, table));
            }
        }
        return any ? html.append("</section>\n").toString() : "";
    }

    private static String table(Chapter chapter, ImprovementTable table) {
        List<String> header = new ArrayList<>(List.of("better than"));
        header.addAll(table.learned());
        List<List<String>> lines = new ArrayList<>();
        for (ImprovementTable.Line row : table.lines()) {
            List<String> line = new ArrayList<>(List.of(row.contender()));
            row.estimates().forEach(e -> line.add(e.map(Figures::estimate).orElse(Figures.NONE)));
            lines.add(line);
        }
        return Html.table(
                header,
                lines,
                "Over " + table.summary().scope().title() + "; 95 % intervals. " + chapter.data());
    }
}
