package org.djlcelo.metatrain;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.djlcelo.metatrain.inner.InnerTask;

/**
 * Contenders on the same tasks for one number of steps, beside the best Adam.
 *
 * @param title what the tasks are
 * @param horizon the steps T of a run
 * @param tasks the tasks' names
 * @param adam the best of Adam's rates on each task
 * @param lines the others
 */
record Contest(String title, int horizon, List<String> tasks, Line adam, List<Line> lines) {

    /**
     * A contender's outcomes.
     *
     * @param label the contender
     * @param outcomes one per task
     */
    record Line(String label, List<Outcome> outcomes) {}

    /** Runs everything; {@code progress} is told what comes next. */
    static Contest hold(
            TaskGroup group,
            Judge judge,
            Contender adam,
            List<Contender> others,
            Consumer<String> progress) {
        return new Contest(
                group.title(),
                judge.horizon(),
                group.tasks().stream().map(InnerTask::name).toList(),
                line(group, judge, adam, progress),
                others.stream().map(other -> line(group, judge, other, progress)).toList());
    }

    private static Line line(
            TaskGroup group, Judge judge, Contender contender, Consumer<String> progress) {
        progress.accept(
                String.format("%s, T = %d: %s", group.title(), judge.horizon(), contender.label()));
        return new Line(
                contender.label(),
                group.tasks().stream().map(task -> judge.best(task, contender)).toList());
    }

    /** The scores of a line, task by task. */
    List<PairedScores> scores(Line line) {
        return IntStream.range(0, tasks.size())
                .mapToObj(
                        task ->
                                PairedScores.of(
                                        line.outcomes().get(task),
                                        adam.outcomes().get(task),
                                        horizon))
                .toList();
    }
}
