package org.djlcelo.eval.score;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The setting that a family is shown at on one task: the one with the lowest final training loss.
 *
 * <p>Settings are compared by their mean over the seeds that all of them have been run with: one
 * seed, where the search is made on one seed and only the best setting is run on others. A setting
 * with a failed or non-finite run among those is worst.
 *
 * @param best the trials of the best setting, by ascending seed; at least one
 * @param candidates the settings compared
 * @param left settings that could not be compared: they lack the seed of the search
 */
record Search(List<Trial> best, List<List<Trial>> candidates, List<String> left) {

    private static final int SMALLEST_GRID = 3;

    /**
     * Searches.
     *
     * @param trials all trials of a family on one task, by ascending seed, at least one
     * @return the best setting; one that failed if all did
     */
    static Search of(List<Trial> trials) {
        Collection<List<Trial>> settings =
                trials.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Trial::row, TreeMap::new, Collectors.toList()))
                        .values();
        Set<Long> seeds = seedsOfAll(settings);
        List<List<Trial>> candidates =
                settings.stream().filter(setting -> hasAny(setting, seeds)).toList();
        List<Trial> best =
                candidates.stream()
                        .min(
                                Comparator.<List<Trial>>comparingDouble(s -> loss(s, seeds))
                                        .thenComparing(s -> -s.size()))
                        .orElseThrow();
        List<String> left =
                settings.stream()
                        .filter(setting -> !candidates.contains(setting))
                        .map(setting -> setting.get(0).row())
                        .toList();
        return new Search(best, candidates, left);
    }

    /** Whether some run of the best setting ended with a finite loss. */
    boolean succeeded() {
        return best.stream().anyMatch(trial -> Double.isFinite(trial.rank()));
    }

    /** Whether a larger or a smaller learning rate than all tried might have been better. */
    boolean endsAtEdge() {
        List<Double> rates = new ArrayList<>();
        for (List<Trial> candidate : candidates) {
            candidate.get(0).learningRate().ifPresent(rates::add);
        }
        double own = best.get(0).learningRate().orElse(Double.NaN);
        boolean isInside =
                rates.stream().anyMatch(rate -> rate < own)
                        && rates.stream().anyMatch(rate -> rate > own);
        return rates.size() == candidates.size() && rates.size() >= SMALLEST_GRID && !isInside;
    }

    private static double loss(List<Trial> setting, Set<Long> seeds) {
        return setting.stream()
                .filter(trial -> seeds.contains(trial.seed()))
                .mapToDouble(Trial::rank)
                .average()
                .orElseThrow();
    }

    private static boolean hasAny(List<Trial> setting, Set<Long> seeds) {
        return setting.stream().anyMatch(trial -> seeds.contains(trial.seed()));
    }

    /** The seeds that all settings have; the lowest of all if there is none. */
    private static Set<Long> seedsOfAll(Collection<List<Trial>> settings) {
        Set<Long> common = null;
        long lowest = Long.MAX_VALUE;
        for (List<Trial> setting : settings) {
            Set<Long> seeds = new HashSet<>();
            setting.forEach(trial -> seeds.add(trial.seed()));
            lowest = Math.min(lowest, seeds.stream().min(Long::compare).orElseThrow());
            if (common == null) {
                common = seeds;
            } else {
                common.retainAll(seeds);
            }
        }
        return common == null || common.isEmpty() ? Set.of(lowest) : common;
    }
}
