package org.djlcelo.eval.score;

import java.util.List;

/**
 * The scores of all optimizers on all tasks that were run for the same number of steps.
 *
 * @param steps the number of training steps
 * @param tasks the tasks that could be scored
 * @param rows the optimizers, learned ones first
 * @param trials the runs behind the rows, by ascending seed
 * @param notes what a reader must know: tasks without a baseline, missing or failed runs
 */
public record ScoreSheet(
        int steps,
        List<TaskColumn> tasks,
        List<ScoreRow> rows,
        List<Trial> trials,
        List<String> notes) {

    /** Copies the lists. */
    public ScoreSheet {
        tasks = List.copyOf(tasks);
        rows = List.copyOf(rows);
        trials = List.copyOf(trials);
        notes = List.copyOf(notes);
    }
}
