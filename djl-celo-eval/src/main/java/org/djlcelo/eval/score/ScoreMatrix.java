package org.djlcelo.eval.score;

import java.util.Arrays;

/** Scores of one optimizer: runs (seeds) by tasks, complete, immutable. */
public final class ScoreMatrix {

    private final double[][] scores;

    /**
     * Creates a matrix.
     *
     * @param scores {@code scores[run][task]}, at least one of each, all rows of one length; copied
     * @throws IllegalArgumentException if it is empty, ragged or holds a NaN
     */
    public ScoreMatrix(double[][] scores) {
        if (scores.length == 0 || scores[0].length == 0) {
            throw new IllegalArgumentException("A score matrix needs at least one run and task");
        }
        for (double[] run : scores) {
            if (run.length != scores[0].length) {
                throw new IllegalArgumentException("Every run needs a score for every task");
            }
            if (Arrays.stream(run).anyMatch(Double::isNaN)) {
                throw new IllegalArgumentException("A score is NaN; failed runs score 0");
            }
        }
        this.scores = Arrays.stream(scores).map(double[]::clone).toArray(double[][]::new);
    }

    /**
     * Returns the number of runs per task.
     *
     * @return N
     */
    public int runs() {
        return scores.length;
    }

    /**
     * Returns the number of tasks.
     *
     * @return M
     */
    public int tasks() {
        return scores[0].length;
    }

    /**
     * Returns one score.
     *
     * @param run the run, from 0
     * @param task the task, from 0
     * @return the score
     */
    public double get(int run, int task) {
        return scores[run][task];
    }

    /**
     * Returns all scores, smallest first.
     *
     * @return N·M values
     */
    double[] sorted() {
        return Arrays.stream(scores).flatMapToDouble(Arrays::stream).sorted().toArray();
    }

    /**
     * Returns the mean over runs of each task.
     *
     * @return M values
     */
    double[] taskMeans() {
        double[] means = new double[tasks()];
        for (double[] run : scores) {
            for (int task = 0; task < means.length; task++) {
                means[task] += run[task] / scores.length;
            }
        }
        return means;
    }
}
