package org.djlcelo.eval.score;

import java.util.Arrays;

/**
 * Which share of scores lies above a threshold, over thresholds (Dolan and Moré 2002; Agarwal et
 * al. 2021): how an optimizer's scores are spread, where an aggregate is one number.
 *
 * @param tau the thresholds, ascending
 * @param share the share of all scores strictly above each
 * @param band the 95 % interval of each share
 */
public record PerformanceProfile(double[] tau, double[] share, Interval[] band) {

    /**
     * Computes a profile.
     *
     * @param scores the scores
     * @param tau the thresholds, ascending
     * @param bootstrap how its band is computed
     * @return the profile over all runs of all tasks
     */
    public static PerformanceProfile of(ScoreMatrix scores, double[] tau, Bootstrap bootstrap) {
        return new PerformanceProfile(
                tau, shares(scores, tau), bootstrap.band(scores, drawn -> shares(drawn, tau)));
    }

    /**
     * Computes a profile without a band.
     *
     * @param scores the scores
     * @param tau the thresholds, ascending
     * @return the share of all scores strictly above each threshold
     */
    public static double[] shares(ScoreMatrix scores, double[] tau) {
        return shares(scores.sorted(), tau);
    }

    /**
     * Computes the variant over tasks.
     *
     * @param scores the scores
     * @param tau the thresholds, ascending
     * @return the share of task means strictly above each threshold
     */
    public static double[] sharesOfTaskMeans(ScoreMatrix scores, double[] tau) {
        double[] means = scores.taskMeans();
        Arrays.sort(means);
        return shares(means, tau);
    }

    private static double[] shares(double[] sorted, double[] tau) {
        double[] shares = new double[tau.length];
        int notAbove = 0;
        for (int k = 0; k < tau.length; k++) {
            while (notAbove < sorted.length && sorted[notAbove] <= tau[k]) {
                notAbove++;
            }
            shares[k] = (double) (sorted.length - notAbove) / sorted.length;
        }
        return shares;
    }
}
