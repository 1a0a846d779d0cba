package org.djlcelo.eval.score;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A score sheet in one or two sentences, for people who don't read tables. */
public final class Verdict {

    private static final String CELO = "celo";

    private Verdict() {}

    /**
     * Says what the sheet shows about Celo.
     *
     * @param sheet the scores
     * @return the sentences; empty if Celo or Adam is missing or incomplete
     */
    public static Optional<String> of(ScoreSheet sheet) {
        List<ScoreRow> complete =
                sheet.rows().stream()
                        .filter(row -> row.matrix(Metric.FINAL_LOSS).isPresent())
                        .toList();
        Optional<ScoreRow> celo =
                complete.stream().filter(row -> row.contender().equals(CELO)).findFirst();
        double[] adam =
                complete.stream()
                        .filter(row -> row.contender().startsWith(Trial.BASELINE_FAMILY + "@"))
                        .mapToDouble(Verdict::mean)
                        .sorted()
                        .toArray();
        if (celo.isEmpty() || adam.length == 0) {
            return Optional.empty();
        }
        int tasks = sheet.tasks().size();
        int better = 0;
        for (int task = 0; task < tasks; task++) {
            if (celo.get().taskMean(Metric.FINAL_LOSS, task) > 1) {
                better++;
            }
        }
        String text =
                String.format(
                        Locale.ROOT,
                        "Celo, with nothing tuned, ends below the best of %d Adam learning rates on"
                                + " %d of %d tasks. Its mean final-loss score is %.2f (1 = the best"
                                + " Adam of each task, found by trying them all); one Adam rate for"
                                + " all tasks scores %.2f to %.2f.",
                        adam.length,
                        better,
                        tasks,
                        mean(celo.get()),
                        adam[0],
                        adam[adam.length - 1]);
        return Optional.of(text + fewSeeds(celo.get()));
    }

    private static String fewSeeds(ScoreRow row) {
        return row.runs().get(0).size() > 1
                ? ""
                : " One seed only: differences of a few percent mean nothing.";
    }

    private static double mean(ScoreRow row) {
        return row.aggregates(Metric.FINAL_LOSS).get(Aggregate.MEAN);
    }
}
