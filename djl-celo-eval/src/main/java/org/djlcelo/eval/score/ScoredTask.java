package org.djlcelo.eval.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.djlcelo.eval.task.DataUse;

/**
 * One task with the scores of all its runs.
 *
 * @param column the task and its baseline
 * @param scores scores by row, by ascending seed
 */
record ScoredTask(TaskColumn column, Map<String, List<RunScore>> scores) {

    /**
     * Scores the runs of a task.
     *
     * @param label the task's name in the sheet
     * @param trials its runs, by ascending seed
     * @return the scores; empty if there is no Adam to compare with
     */
    static Optional<ScoredTask> of(String label, List<Trial> trials) {
        return BestAdam.of(trials.stream().filter(Trial::isBaseline).toList())
                .map(best -> score(label, trials, best));
    }

    private static ScoredTask score(String label, List<Trial> trials, List<Trial> best) {
        Baseline baseline = new Baseline(best);
        Map<String, List<RunScore>> scores = new TreeMap<>();
        for (Trial trial : trials) {
            scores.computeIfAbsent(trial.row(), any -> new ArrayList<>())
                    .add(baseline.score(trial));
        }
        scores.put(Scorer.BEST_ADAM, best.stream().map(baseline::score).toList());
        String data =
                best.get(0).run().data().stream()
                        .map(DataUse::description)
                        .distinct()
                        .collect(Collectors.joining("; "));
        return new ScoredTask(
                new TaskColumn(
                        label, data, baseline.row(), baseline.meanLoss(), baseline.initialLoss()),
                scores);
    }
}
