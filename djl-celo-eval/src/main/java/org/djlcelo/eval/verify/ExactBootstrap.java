package org.djlcelo.eval.verify;

import java.util.Map;
import java.util.TreeMap;
import org.djlcelo.eval.score.Aggregate;
import org.djlcelo.eval.score.ScoreMatrix;

/**
 * The distribution that a stratified bootstrap samples from, by going through all its outcomes; for
 * a handful of scores.
 *
 * @param values the values that an aggregate can take, ascending
 * @param counts in how many outcomes it takes each
 */
record ExactBootstrap(double[] values, double[] counts) {

    /** Values that differ by rounding alone are one. */
    private static final double DIGITS = 1e10;

    static ExactBootstrap of(ScoreMatrix scores, Aggregate aggregate) {
        int entries = scores.runs() * scores.tasks();
        int outcomes = (int) Math.pow(scores.runs(), entries);
        Map<Double, double[]> found = new TreeMap<>();
        double[][] drawn = new double[scores.runs()][scores.tasks()];
        for (int outcome = 0; outcome < outcomes; outcome++) {
            int rest = outcome;
            for (int entry = 0; entry < entries; entry++) {
                int task = entry % scores.tasks();
                drawn[entry / scores.tasks()][task] = scores.get(rest % scores.runs(), task);
                rest /= scores.runs();
            }
            double value = aggregate.applyAsDouble(new ScoreMatrix(drawn));
            // the value itself and its count
            found.computeIfAbsent(Math.rint(value * DIGITS), any -> new double[] {value, 0})[1]++;
        }
        return new ExactBootstrap(
                found.values().stream().mapToDouble(entry -> entry[0]).toArray(),
                found.values().stream().mapToDouble(entry -> entry[1]).toArray());
    }

    /** The smallest value whose cumulative share reaches {@code share}. */
    double quantile(double share) {
        double outcomes = 0;
        for (double count : counts) {
            outcomes += count;
        }
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += counts[i];
            if (sum >= share * outcomes) {
                return values[i];
            }
        }
        return values[values.length - 1];
    }
}
