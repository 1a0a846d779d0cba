package org.djlcelo.eval.score;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The scores of one optimizer on all tasks of a sheet.
 *
 * @param contender the optimizer, with what tells it from others of its name
 * @param role what it is in the comparison
 * @param runs scores of its runs per task, in the order of the sheet's tasks, by ascending seed; a
 *     list is empty where runs are missing
 */
public record ScoreRow(String contender, Role role, List<List<RunScore>> runs) {

    /** Copies the lists. */
    public ScoreRow {
        runs = runs.stream().map(List::copyOf).toList();
    }

    /**
     * Returns the mean score on one task.
     *
     * @param metric which score
     * @param task the task's position in the sheet
     * @return the mean over the runs, NaN if there are none
     */
    public double taskMean(Metric metric, int task) {
        return runs.get(task).stream().mapToDouble(metric).average().orElse(Double.NaN);
    }

    /**
     * Returns the mean final loss on one task.
     *
     * @param task the task's position in the sheet
     * @return the mean over the runs, NaN if there are none or one failed
     */
    public double meanFinalLoss(int task) {
        return runs.get(task).stream()
                .mapToDouble(RunScore::finalLoss)
                .average()
                .orElse(Double.NaN);
    }

    /**
     * Returns the scores on all tasks as a matrix for aggregates.
     *
     * @param metric which score
     * @return the matrix; empty unless every task has the same number of runs, at least one
     */
    public Optional<ScoreMatrix> matrix(Metric metric) {
        return matrix(metric, IntStream.range(0, runs.size()).boxed().toList());
    }

    /**
     * Returns the scores on some tasks as a matrix for aggregates.
     *
     * @param metric which score
     * @param tasks positions of the tasks in the sheet
     * @return the matrix; empty unless every task has the same number of runs, at least one
     */
    public Optional<ScoreMatrix> matrix(Metric metric, List<Integer> tasks) {
        int count = tasks.isEmpty() ? 0 : runs.get(tasks.get(0)).size();
        if (count == 0 || tasks.stream().anyMatch(task -> runs.get(task).size() != count)) {
            return Optional.empty();
        }
        double[][] scores = new double[count][tasks.size()];
        for (int run = 0; run < count; run++) {
            for (int i = 0; i < tasks.size(); i++) {
                scores[run][i] = metric.applyAsDouble(runs.get(tasks.get(i)).get(run));
            }
        }
        return Optional.of(new ScoreMatrix(scores));
    }
}
