package org.djlcelo.eval.score;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The scores of one optimizer on all tasks of a sheet.
 *
 * @param contender the optimizer, with its weights' identifier where two differ
 * @param runs scores of its runs per task, in the order of the sheet's tasks, by ascending seed; a
 *     list is empty where runs are missing
 */
public record ScoreRow(String contender, List<List<RunScore>> runs) {

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
     * Returns the scores as a matrix for aggregates.
     *
     * @param metric which score
     * @return the matrix; empty unless every task has the same number of runs, at least one
     */
    public Optional<ScoreMatrix> matrix(Metric metric) {
        int count = runs.get(0).size();
        if (count == 0 || runs.stream().anyMatch(task -> task.size() != count)) {
            return Optional.empty();
        }
        double[][] scores = new double[count][runs.size()];
        for (int task = 0; task < runs.size(); task++) {
            for (int run = 0; run < count; run++) {
                scores[run][task] = metric.applyAsDouble(runs.get(task).get(run));
            }
        }
        return Optional.of(new ScoreMatrix(scores));
    }

    /**
     * Returns all aggregates of a score.
     *
     * @param metric which score
     * @return the values by aggregate; empty for an incomplete row
     */
    public Map<Aggregate, Double> aggregates(Metric metric) {
        Map<Aggregate, Double> values = new EnumMap<>(Aggregate.class);
        matrix(metric)
                .ifPresent(
                        matrix -> {
                            for (Aggregate aggregate : Aggregate.values()) {
                                values.put(aggregate, aggregate.applyAsDouble(matrix));
                            }
                        });
        return values;
    }
}
