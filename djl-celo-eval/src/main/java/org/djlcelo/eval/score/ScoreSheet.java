package org.djlcelo.eval.score;

import java.util.List;

/**
 * The scores of all optimizers on all tasks that were run for the same number of steps.
 *
 * @param steps the number of training steps
 * @param tasks the tasks that could be scored
 * @param rows the optimizers, each at its best setting per task, learned ones first
 * @param settings every setting of those that were searched, in the order of the rows
 * @param trials the runs behind the rows, by ascending seed; augmented ones among them
 * @param notes what a reader must know: tasks without a baseline, missing or failed runs
 */
public record ScoreSheet(
        int steps,
        List<TaskColumn> tasks,
        List<ScoreRow> rows,
        List<ScoreRow> settings,
        List<Trial> trials,
        List<String> notes) {

    /** Copies the lists. */
    public ScoreSheet {
        tasks = List.copyOf(tasks);
        rows = List.copyOf(rows);
        settings = List.copyOf(settings);
        trials = List.copyOf(trials);
        notes = List.copyOf(notes);
    }

    /**
     * Names the data really used, for a caption of something about all tasks.
     *
     * @return for instance {@code photos in place of cifar10, mnist}
     */
    public String dataNames() {
        return DataNames.ofAll(tasks.stream().map(TaskColumn::data));
    }
}
