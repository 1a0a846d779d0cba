package org.djlcelo.eval.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.djlcelo.eval.score.ScoreSheet;
import org.djlcelo.eval.score.TaskColumn;
import org.djlcelo.eval.score.Trial;

/** Finds the runs behind the rows of a score sheet. */
final class Rows {

    private Rows() {}

    /** CSS classes by row, for all rows that are optimizers of their own. */
    static Map<String, String> styles(ScoreSheet sheet) {
        return Styles.of(rows(sheet, true), rows(sheet, false));
    }

    static Stream<Trial> trials(ScoreSheet sheet, TaskColumn task, String row) {
        return sheet.trials().stream()
                .filter(trial -> trial.column().equals(task.task()) && trial.row().equals(row));
    }

    private static List<String> rows(ScoreSheet sheet, boolean baseline) {
        return sheet.trials().stream()
                .filter(trial -> trial.isBaseline() == baseline)
                .map(Trial::row)
                .distinct()
                .sorted()
                .toList();
    }
}
