package org.djlcelo.metatrain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.djlcelo.chart.Axis;
import org.djlcelo.chart.Html;
import org.djlcelo.chart.Palette;
import org.djlcelo.chart.Series;

/** Weights against the best Adam: final losses over horizons, and the scores. */
final class ContestSection {

    private ContestSection() {}

    static String html(List<Contest> contests, String data) {
        if (contests.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder(Html.section("Against the best Adam"));
        html.append(
                Html.paragraph(
                        "Seed by seed, with equal initial parameters and batches. The final-loss"
                                + " score is the final training loss of the best Adam, chosen per"
                                + " task and horizon, over the optimizer's; the speed-up is the"
                                + " steps of the run over those until the smoothed loss is Adam's"
                                + " last. IQM: interquartile mean over tasks and seeds."));
        Map<String, List<Contest>> byTitle = new LinkedHashMap<>();
        contests.forEach(c -> byTitle.computeIfAbsent(c.title(), any -> new ArrayList<>()).add(c));
        byTitle.forEach(
                (title, some) -> {
                    if (some.size() > 1) {
                        charts(html, title, some, data);
                    }
                    some.forEach(contest -> html.append(table(contest, data)));
                });
        return html.append("</section>\n").toString();
    }

    private static void charts(
            StringBuilder html, String title, List<Contest> contests, String data) {
        html.append("<div class=\"charts\">\n");
        List<String> tasks = contests.get(0).tasks();
        for (int task = 0; task < tasks.size(); task++) {
            List<Series> series = new ArrayList<>();
            series.add(line(contests, task, 0, "adam-best"));
            for (int line = 1; line <= contests.get(0).lines().size(); line++) {
                series.add(line(contests, task, line, Palette.cycle("learned-", line - 1, 5)));
            }
            html.append(
                    ChartBox.html(
                            "final" + html.length(),
                            tasks.get(task) + ", " + title,
                            "steps of the run",
                            "final training loss",
                            Axis.around(
                                    series.get(0).x()[0], series.get(0).x()[contests.size() - 1]),
                            series,
                            "Mean over seeds. Data: " + data + "."));
        }
        html.append("</div>\n");
    }

    /** Line 0 is Adam's. */
    private static Series line(List<Contest> contests, int task, int line, String style) {
        double[] x = contests.stream().mapToDouble(Contest::horizon).toArray();
        double[] y =
                contests.stream()
                        .mapToDouble(c -> all(c).get(line).outcomes().get(task).last())
                        .toArray();
        return new Series(all(contests.get(0)).get(line).label(), style, x, y);
    }

    private static List<Contest.Line> all(Contest contest) {
        return Stream.concat(Stream.of(contest.adam()), contest.lines().stream()).toList();
    }

    private static String table(Contest contest, String data) {
        List<String> header = new ArrayList<>();
        header.add(contest.horizon() + " steps, " + contest.title());
        contest.tasks().forEach(task -> header.addAll(List.of(task, "score")));
        header.addAll(List.of("IQM score", "IQM speed-up"));
        List<List<String>> rows = new ArrayList<>();
        for (Contest.Line line : all(contest)) {
            List<PairedScores> scores = contest.scores(line);
            List<String> row = new ArrayList<>();
            row.add(line.label());
            for (int task = 0; task < scores.size(); task++) {
                Outcome outcome = line.outcomes().get(task);
                row.add(String.format(Locale.ROOT, "%.4f", outcome.last()));
                row.add(number(scores.get(task).meanFinalLoss()));
            }
            row.add(number(PairedScores.iqm(scores, PairedScores::finalLoss)));
            row.add(number(PairedScores.iqm(scores, PairedScores::speedUp)));
            rows.add(row);
        }
        return Html.table(header, rows, "Final training loss and scores. Data: " + data + ".");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
