package org.djlcelo.eval.score;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One task with the scores of all its runs.
 *
 * @param column the task and its baseline
 * @param baseline what the runs are compared with
 * @param searches the setting that each family is shown at, by family
 * @param scores scores of every setting, by row, by ascending seed
 */
record ScoredTask(
        TaskColumn column,
        Baseline baseline,
        Map<String, Search> searches,
        Map<String, List<RunScore>> scores) {

    /**
     * Scores the runs of a task.
     *
     * @param label the task's name in the sheet
     * @param trials its runs, by ascending seed
     * @return the scores; empty if there is no Adam to compare with
     */
    static Optional<ScoredTask> of(String label, List<Trial> trials) {
        List<Trial> adam = trials.stream().filter(Trial::isBaseline).toList();
        return Optional.of(adam)
                .filter(some -> !some.isEmpty())
                .map(Search::of)
                .filter(Search::succeeded)
                .map(search -> score(label, trials, new Baseline(search.best())));
    }

    private static ScoredTask score(String label, List<Trial> trials, Baseline baseline) {
        Map<String, Search> searches = new TreeMap<>();
        trials.stream()
                .collect(Collectors.groupingBy(Trial::family))
                .forEach((family, members) -> searches.put(family, Search.of(members)));
        Map<String, List<RunScore>> scores =
                trials.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Trial::row,
                                        TreeMap::new,
                                        Collectors.mapping(baseline::score, Collectors.toList())));
        return new ScoredTask(
                new TaskColumn(
                        label,
                        trials.get(0).run().data(),
                        baseline.row(),
                        baseline.meanLoss(),
                        baseline.initialLoss()),
                baseline,
                searches,
                scores);
    }

    /** The scores of a family at the setting chosen here; none if it was not run. */
    List<RunScore> best(String family) {
        Search search = searches.get(family);
        return search == null ? List.of() : scores.get(search.best().get(0).row());
    }
}
