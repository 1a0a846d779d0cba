package org.djlcelo.eval.report;

import java.util.List;
import java.util.Map;
import org.djlcelo.eval.score.Bootstrap;
import org.djlcelo.eval.score.ImprovementTable;
import org.djlcelo.eval.score.Metric;
import org.djlcelo.eval.score.ScoreSheet;
import org.djlcelo.eval.score.Summary;

/**
 * What a report says about the runs of one length: a sheet and everything computed from it.
 *
 * @param id unique in the page, for the ids of charts
 * @param sheet the scores
 * @param summaries their aggregates, per scope one of each metric
 * @param improvements learned optimizers against all others, where most can be compared
 * @param bootstrap how intervals are computed
 * @param styles the CSS class of each row
 */
record Chapter(
        String id,
        ScoreSheet sheet,
        List<Summary> summaries,
        List<ImprovementTable> improvements,
        Bootstrap bootstrap,
        Map<String, String> styles) {

    static Chapter of(String id, ScoreSheet sheet, Bootstrap bootstrap) {
        List<Summary> summaries = Summary.of(sheet, bootstrap);
        List<ImprovementTable> improvements =
                fullest(summaries).stream()
                        .map(summary -> ImprovementTable.of(summary, bootstrap))
                        .toList();
        return new Chapter(id, sheet, summaries, improvements, bootstrap, Styles.of(sheet));
    }

    /** The summaries in which most optimizers can be compared, one of each metric. */
    List<Summary> fullest() {
        return fullest(summaries);
    }

    private static List<Summary> fullest(List<Summary> summaries) {
        int most = summaries.stream().mapToInt(s -> s.lines().size()).max().orElse(0);
        return summaries.stream()
                .filter(summary -> summary.lines().size() == most)
                .limit(Metric.values().length)
                .toList();
    }

    /** The last words of every caption. */
    String data() {
        return "Data: " + sheet.dataNames() + ".";
    }
}
