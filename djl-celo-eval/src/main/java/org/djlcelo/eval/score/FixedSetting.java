package org.djlcelo.eval.score;

import java.util.List;

/** What one setting for all tasks is worth: what a user gets who tunes nothing. */
public final class FixedSetting {

    /** Headings of the aggregates. */
    public static final List<String> TITLES =
            List.of("final-loss IQM", "final-loss gap", "speed-up IQM");

    private FixedSetting() {}

    /**
     * Aggregates a setting over all tasks.
     *
     * @param sheet the scores
     * @param setting one of its settings
     * @return as many texts as there are titles; dashes if the setting was not run with as many
     *     seeds as the best ones, for it could not be compared
     */
    public static List<String> aggregates(ScoreSheet sheet, ScoreRow setting) {
        int runs =
                sheet.rows().stream()
                        .flatMap(row -> row.matrix(Metric.FINAL_LOSS).stream())
                        .mapToInt(ScoreMatrix::runs)
                        .max()
                        .orElse(0);
        return List.of(
                text(setting, Metric.FINAL_LOSS, Aggregate.IQM, runs),
                text(setting, Metric.FINAL_LOSS, Aggregate.OPTIMALITY_GAP, runs),
                text(setting, Metric.SPEED_UP, Aggregate.IQM, runs));
    }

    private static String text(ScoreRow setting, Metric metric, Aggregate aggregate, int runs) {
        return setting.matrix(metric)
                .filter(scores -> scores.runs() == runs)
                .map(scores -> Figures.number(aggregate.applyAsDouble(scores), 3))
                .orElse(Figures.NONE);
    }
}
