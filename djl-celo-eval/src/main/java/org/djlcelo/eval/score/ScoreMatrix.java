package org.djlcelo.eval.score;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Scores of one optimizer: runs (seeds) by tasks, complete, immutable. */
public final class ScoreMatrix {

    private final double[][] scores;
    private double[] sorted;

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
        sorted = sorted(scores);
    }

    /**
     * For resampled scores, which are known to be a matrix and stay on one thread: filled by the
     * caller, sorted only when asked to.
     */
    private ScoreMatrix(int tasks, int runs) {
        scores = new double[runs][tasks];
    }

    /**
     * Draws scores with replacement.
     *
     * @param taskOf the task to draw from, for each task of the result
     * @param random the source of the draws
     * @return a matrix of as many runs; every entry is drawn for itself from the runs of its task
     */
    ScoreMatrix resampled(int[] taskOf, RandomGenerator random) {
        ScoreMatrix drawn = new ScoreMatrix(taskOf.length, runs());
        for (int task = 0; task < taskOf.length; task++) {
            for (double[] run : drawn.scores) {
                run[task] = scores[random.nextInt(scores.length)][taskOf[task]];
            }
        }
        return drawn;
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
     * Returns all scores, smallest first; not to be changed.
     *
     * @return N·M values
     */
    double[] sorted() {
        if (sorted == null) {
            sorted = sorted(scores);
        }
        return sorted;
    }

    private static double[] sorted(double[][] scores) {
        int tasks = scores[0].length;
        double[] all = new double[scores.length * tasks];
        for (int run = 0; run < scores.length; run++) {
            System.arraycopy(scores[run], 0, all, run * tasks, tasks);
        }
        Arrays.sort(all);
        return all;
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
