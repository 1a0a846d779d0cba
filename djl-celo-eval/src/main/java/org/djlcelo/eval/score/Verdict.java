package org.djlcelo.eval.score;

import java.util.ArrayList;
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
     * @return the sentences, for every set of weights; empty if Celo or Adam is missing or
     *     incomplete
     */
    public static Optional<String> of(ScoreSheet sheet) {
        List<ScoreRow> complete =
                sheet.rows().stream()
                        .filter(row -> row.matrix(Metric.FINAL_LOSS).isPresent())
                        .toList();
        Optional<ScoreRow> adam =
                complete.stream().filter(row -> row.role() == Role.BASELINE).findFirst();
        List<ScoreRow> celos = complete.stream().filter(Verdict::isCelo).toList();
        if (celos.isEmpty() || adam.isEmpty()) {
            return Optional.empty();
        }
        List<String> sentences = new ArrayList<>();
        for (ScoreRow celo : celos) {
            sentences.add(sentence(sheet, celo, adam.get()));
        }
        sentences.add(oneRateForAll(sheet, adam.get()));
        if (celos.get(0).runs().get(0).size() == 1) {
            sentences.add("One seed only: differences of a few percent mean nothing.");
        }
        return Optional.of(String.join(" ", sentences).strip());
    }

    /**
     * Tells whether a row is what the comparison is about.
     *
     * @param row a row
     * @return whether it is Celo, with whatever weights
     */
    public static boolean isCelo(ScoreRow row) {
        return row.contender().equals(CELO) || row.contender().startsWith(CELO + " [");
    }

    private static String sentence(ScoreSheet sheet, ScoreRow celo, ScoreRow adam) {
        int tasks = sheet.tasks().size();
        int better = 0;
        for (int task = 0; task < tasks; task++) {
            if (celo.taskMean(Metric.FINAL_LOSS, task) > 1) {
                better++;
            }
        }
        ScoreMatrix scores = celo.matrix(Metric.FINAL_LOSS).orElseThrow();
        return String.format(
                Locale.ROOT,
                "%s, with nothing tuned, scores above the best Adam (%s, chosen per task) on %d of"
                        + " %d tasks; the interquartile mean of its final-loss scores is %.2f (the"
                        + " best Adam: 1).",
                celo.contender().replaceFirst(CELO, "Celo"),
                adam.contender().replaceFirst("^adam, ", ""),
                better,
                tasks,
                Aggregate.IQM.applyAsDouble(scores));
    }

    /** Rates that were searched on fewer seeds than Celo ran on can't be compared with it. */
    private static String oneRateForAll(ScoreSheet sheet, ScoreRow adam) {
        int runs = adam.runs().get(0).size();
        double[] iqms =
                sheet.settings().stream()
                        .filter(row -> row.role() == Role.BASELINE)
                        .flatMap(row -> row.matrix(Metric.FINAL_LOSS).stream())
                        .filter(scores -> scores.runs() == runs)
                        .mapToDouble(Aggregate.IQM)
                        .sorted()
                        .toArray();
        return iqms.length < 2
                ? ""
                : String.format(
                        Locale.ROOT,
                        "One Adam rate for all tasks has %.2f to %.2f.",
                        iqms[0],
                        iqms[iqms.length - 1]);
    }
}
