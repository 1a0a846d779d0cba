package org.djlcelo.eval.score;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Chooses the Adam that a task is judged by: the learning rate with the lowest final training loss.
 *
 * <p>Rates are compared by their mean over the seeds that all rates have been run with. A rate with
 * a failed or non-finite run among the compared ones counts as worst.
 */
final class BestAdam {

    private BestAdam() {}

    /**
     * Chooses.
     *
     * @param trials all trials of Adam on one task
     * @return the trials of the best rate; empty if no rate has a finite end, or if no seed has
     *     been run with all rates
     */
    static Optional<List<Trial>> of(List<Trial> trials) {
        Map<String, List<Trial>> byRate =
                trials.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Trial::row, TreeMap::new, Collectors.toList()));
        Set<Long> seeds = seedsOfAll(byRate);
        List<Trial> best = null;
        double bestLoss = Double.POSITIVE_INFINITY;
        for (List<Trial> rate : byRate.values()) {
            double loss =
                    rate.stream()
                            .filter(trial -> seeds.contains(trial.seed()))
                            .mapToDouble(Trial::rank)
                            .average()
                            .orElse(Double.POSITIVE_INFINITY);
            if (loss < bestLoss) {
                best = rate;
                bestLoss = loss;
            }
        }
        return Optional.ofNullable(best);
    }

    private static Set<Long> seedsOfAll(Map<String, List<Trial>> byRate) {
        List<Set<Long>> sets = new ArrayList<>();
        for (List<Trial> rate : byRate.values()) {
            sets.add(rate.stream().map(Trial::seed).collect(Collectors.toSet()));
        }
        Set<Long> common = new HashSet<>(sets.isEmpty() ? Set.of() : sets.get(0));
        sets.forEach(common::retainAll);
        return common;
    }
}
