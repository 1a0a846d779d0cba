package org.djlcelo.eval.score;

import java.util.Arrays;

/**
 * A percentile interval.
 *
 * @param low the lower end
 * @param high the upper end
 */
public record Interval(double low, double high) {

    private static final double LOWER_TAIL = 0.025;

    /**
     * Returns what holds the middle 95 % of some values.
     *
     * @param values at least one; sorted in place
     * @return their 2.5 and 97.5 percentiles, linear between neighbours
     */
    static Interval middle95(double[] values) {
        Arrays.sort(values);
        return new Interval(quantile(values, LOWER_TAIL), quantile(values, 1 - LOWER_TAIL));
    }

    private static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        double part = position - below;
        // not a + part (b - a): equal neighbours must give themselves, without rounding
        return part == 0 || sorted[below] == sorted[above]
                ? sorted[below]
                : (1 - part) * sorted[below] + part * sorted[above];
    }
}
