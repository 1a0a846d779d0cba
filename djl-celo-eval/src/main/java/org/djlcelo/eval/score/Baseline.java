package org.djlcelo.eval.score;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The final losses of the best Adam on one task, to which other losses are compared.
 *
 * <p>A run is compared with the baseline's run of the same seed: both met the same initial values,
 * batches and evaluation batches, so much of the noise cancels, and the baseline itself scores
 * exactly 1. Where the baseline has no finite run of a seed, its mean stands in.
 */
final class Baseline {

    private final Map<Long, Double> finalLossBySeed = new TreeMap<>();
    private final String row;
    private final double initialLoss;

    /**
     * Creates a baseline.
     *
     * @param best the trials of the best rate, at least one of them with a finite end
     */
    Baseline(List<Trial> best) {
        row = best.get(0).row();
        for (Trial trial : best) {
            if (Double.isFinite(trial.rank())) {
                finalLossBySeed.put(trial.seed(), trial.rank());
            }
        }
        initialLoss =
                best.stream()
                        .flatMap(trial -> trial.curve().stream())
                        .mapToDouble(LossCurve::initialLoss)
                        .average()
                        .orElseThrow();
    }

    String row() {
        return row;
    }

    /** Whether it has an own loss to compare a run with, or a mean stands in. */
    boolean has(long seed) {
        return finalLossBySeed.containsKey(seed);
    }

    double initialLoss() {
        return initialLoss;
    }

    double meanLoss() {
        return finalLossBySeed.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
    }

    RunScore score(Trial trial) {
        double own = finalLossBySeed.getOrDefault(trial.seed(), meanLoss());
        return trial.curve()
                .map(
                        curve ->
                                new RunScore(
                                        trial,
                                        curve.finalLoss(),
                                        curve.finalLossScore(own),
                                        curve.speedUpScore(own)))
                .orElse(new RunScore(trial, Double.NaN, 0, 0));
    }
}
