package org.djlcelo.eval.report;

import java.util.List;
import org.djlcelo.chart.Html;
import org.djlcelo.chart.Page;
import org.djlcelo.eval.experiment.RunRecord;
import org.djlcelo.eval.score.Verdict;

/**
 * The report: scores, learning curves, learned schedules and the whole setting, in one HTML file.
 *
 * <p>It loads nothing: styles and charts are inside, there is no script. It reads on a phone, in
 * the dark and on paper.
 */
final class HtmlReport {

    private HtmlReport() {}

    static String html(Report report) {
        List<RunRecord> runs = report.runs();
        List<Chapter> chapters = report.chapters();
        StringBuilder html = new StringBuilder();
        html.append("<p class=\"sub\">").append(Html.escape(subtitle(runs))).append("</p>\n");
        for (Chapter chapter : chapters) {
            if (chapters.size() > 1) {
                html.append("<h2>Runs of ").append(chapter.sheet().steps()).append(" steps</h2>\n");
            }
            html.append(chapter(chapter));
        }
        html.append(ScheduleSection.html(runs));
        html.append(SetupSection.html(runs));
        return Page.html("Celo on real data", html.toString());
    }

    private static String chapter(Chapter chapter) {
        StringBuilder html = new StringBuilder();
        Verdict.of(chapter.sheet())
                .ifPresent(
                        text ->
                                html.append("<p class=\"verdict\">")
                                        .append(Html.escape(text))
                                        .append("</p>\n"));
        if (chapter.sheet().tasks().isEmpty()) {
            html.append(ScoreSection.notes(chapter.sheet()));
        } else {
            html.append(BarSection.html(chapter));
            html.append(CurveSection.html(chapter));
            html.append(ScoreSection.html(chapter));
            html.append(ProfileSection.html(chapter));
            html.append(ImprovementSection.html(chapter));
            html.append(TaskSection.html(chapter));
            html.append(SearchSection.html(chapter));
        }
        return html.append(AugmentationSection.html(chapter)).toString();
    }

    private static String subtitle(List<RunRecord> runs) {
        String last = runs.stream().map(RunRecord::finishedAt).max(String::compareTo).orElse("");
        return "Learned optimizers against optimizers made by hand at their best settings. "
                + runs.size()
                + " training runs, the last one finished "
                + last.replace('T', ' ').replace("Z", " UTC")
                + ".";
    }
}
