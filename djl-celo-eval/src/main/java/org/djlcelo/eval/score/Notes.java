package org.djlcelo.eval.score;

import java.util.ArrayList;
import java.util.List;
import org.djlcelo.eval.experiment.RunRecord;

/** What a reader of a score sheet must know beside the numbers. */
final class Notes {

    private Notes() {}

    static List<String> of(List<TaskColumn> columns, List<ScoreRow> rows, List<RunRecord> runs) {
        List<String> notes = new ArrayList<>();
        for (TaskColumn column : columns) {
            if (column.memorised()) {
                notes.add(
                        column.task()
                                + " is memorised: the best Adam ends below 5 % of the initial loss,"
                                + " so its ratios say little.");
            }
        }
        for (ScoreRow row : rows) {
            if (!columns.isEmpty() && row.matrix(Metric.FINAL_LOSS).isEmpty()) {
                notes.add(
                        row.contender()
                                + " is incomplete, so it has no aggregates: its numbers of runs per"
                                + " task are "
                                + row.runs().stream().map(List::size).toList()
                                + ".");
            }
        }
        int most = mostRuns(rows);
        for (ScoreRow row : rows) {
            int count = row.matrix(Metric.FINAL_LOSS).map(ScoreMatrix::runs).orElse(most);
            if (count < most) {
                notes.add(
                        row.contender()
                                + " has "
                                + count
                                + " of "
                                + most
                                + " runs per task: its aggregates are not comparable.");
            }
        }
        for (RunRecord run : runs) {
            if (run.status() == RunRecord.Status.FAILED) {
                notes.add(
                        run.config().optimizer()
                                + " on "
                                + run.config().task()
                                + ", seed "
                                + run.config().seed()
                                + ", failed and scores 0: "
                                + run.message());
            }
        }
        return notes;
    }

    private static int mostRuns(List<ScoreRow> rows) {
        return rows.stream()
                .flatMap(row -> row.runs().stream())
                .mapToInt(List::size)
                .max()
                .orElse(0);
    }
}
