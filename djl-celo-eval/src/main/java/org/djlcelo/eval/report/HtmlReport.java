package org.djlcelo.eval.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.djlcelo.eval.UserException;
import org.djlcelo.eval.experiment.RunRecord;
import org.djlcelo.eval.score.ScoreSheet;
import org.djlcelo.eval.score.Scorer;
import org.djlcelo.eval.score.Verdict;

/**
 * The report: scores, learning curves, learned schedules and the whole setting, in one HTML file.
 *
 * <p>It loads nothing: styles and charts are inside, there is no script. It reads on a phone, in
 * the dark and on paper.
 */
public final class HtmlReport {

    private HtmlReport() {}

    /**
     * Writes the report of some records.
     *
     * @param runs the records
     * @param file the file; replaced when the report is complete
     * @throws UserException if the file cannot be written
     */
    public static void write(List<RunRecord> runs, Path file) {
        ReportFile.write(file, html(runs));
    }

    static String html(List<RunRecord> runs) {
        StringBuilder html = new StringBuilder();
        html.append(
                """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>Celo on real data</title>
                <style>
                """);
        html.append(style()).append("</style>\n</head>\n<body>\n");
        html.append("<h1>Celo on real data</h1>\n");
        html.append("<p class=\"sub\">").append(Html.escape(subtitle(runs))).append("</p>\n");
        List<ScoreSheet> sheets = Scorer.score(runs);
        for (int i = 0; i < sheets.size(); i++) {
            ScoreSheet sheet = sheets.get(i);
            if (sheets.size() > 1) {
                html.append("<h2>Runs of ").append(sheet.steps()).append(" steps</h2>\n");
            }
            Verdict.of(sheet)
                    .ifPresent(
                            text ->
                                    html.append("<p class=\"verdict\">")
                                            .append(Html.escape(text))
                                            .append("</p>\n"));
            html.append(CurveSection.html(sheet, "s" + i));
            html.append(ScoreSection.html(sheet));
            html.append(ScheduleSection.html(sheet, "s" + i));
            html.append(CostSection.html(sheet));
        }
        html.append(SetupSection.html(runs));
        return html.append("</body>\n</html>\n").toString();
    }

    private static String subtitle(List<RunRecord> runs) {
        String last = runs.stream().map(RunRecord::finishedAt).max(String::compareTo).orElse("");
        return "Learned optimizer against Adam at several learning rates. "
                + runs.size()
                + " training runs, the last one finished "
                + last.replace('T', ' ').replace("Z", " UTC")
                + ".";
    }

    static String style() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("style.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
