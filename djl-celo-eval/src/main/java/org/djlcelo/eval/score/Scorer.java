package org.djlcelo.eval.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.djlcelo.eval.experiment.Protocol;
import org.djlcelo.eval.experiment.RunRecord;
import org.djlcelo.eval.task.DataUse;

/**
 * Scores records against the best Adam of each task (task specification, section 4).
 *
 * <p>Everything is computed from the training loss at the evaluations (every 10 steps on several
 * batches), smoothed; so the speed-up's resolution is 10 steps. Which Adam is best is decided on
 * the mean over seeds ({@link BestAdam}); a run is compared with its run of the same seed ({@link
 * Baseline}).
 */
public final class Scorer {

    /** The row that has the best learning rate chosen for each task. */
    public static final String BEST_ADAM = "adam (best rate)";

    private Scorer() {}

    /**
     * Scores records.
     *
     * @param runs the records, in any order
     * @return one sheet per number of steps and evaluation protocol, fewest steps first
     */
    public static List<ScoreSheet> score(List<RunRecord> runs) {
        record Setting(int steps, Protocol protocol) {}
        Comparator<Setting> order =
                Comparator.comparingInt(Setting::steps)
                        .thenComparing(setting -> setting.protocol().toString());
        Map<Setting, List<RunRecord>> bySetting = new TreeMap<>(order);
        for (RunRecord run : runs) {
            Setting setting = new Setting(run.config().steps(), run.config().protocol());
            bySetting.computeIfAbsent(setting, any -> new ArrayList<>()).add(run);
        }
        List<ScoreSheet> sheets = new ArrayList<>();
        bySetting.forEach((setting, group) -> sheets.add(sheet(setting.steps(), group)));
        return sheets;
    }

    private static ScoreSheet sheet(int steps, List<RunRecord> runs) {
        Labels labels = new Labels(runs);
        List<Trial> trials =
                runs.stream()
                        .map(run -> Trial.of(labels, run))
                        .sorted(Comparator.comparingLong(Trial::seed))
                        .toList();
        Map<String, List<Trial>> byColumn =
                trials.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Trial::column, LinkedHashMap::new, Collectors.toList()));
        List<String> notes = new ArrayList<>();
        List<TaskColumn> columns = new ArrayList<>();
        List<Map<String, List<RunScore>>> scores = new ArrayList<>();
        byColumn.keySet().stream()
                .sorted()
                .forEach(
                        label -> {
                            List<Trial> inColumn = byColumn.get(label);
                            Optional<List<Trial>> best =
                                    BestAdam.of(
                                            inColumn.stream().filter(Trial::isBaseline).toList());
                            if (best.isEmpty()) {
                                notes.add(
                                        label + " is not scored: it has no complete run of Adam.");
                            } else {
                                Baseline baseline = new Baseline(best.get());
                                columns.add(column(label, baseline, best.get()));
                                scores.add(scores(inColumn, best.get(), baseline));
                            }
                        });
        List<ScoreRow> rows = rows(scores);
        notes.addAll(Notes.of(columns, rows, runs));
        return new ScoreSheet(steps, columns, rows, trials, notes);
    }

    private static TaskColumn column(String label, Baseline baseline, List<Trial> best) {
        String data =
                best.get(0).run().data().stream()
                        .map(DataUse::description)
                        .distinct()
                        .collect(Collectors.joining("; "));
        return new TaskColumn(
                label, data, baseline.row(), baseline.meanLoss(), baseline.initialLoss());
    }

    private static Map<String, List<RunScore>> scores(
            List<Trial> trials, List<Trial> best, Baseline baseline) {
        Map<String, List<RunScore>> byRow = new TreeMap<>();
        trials.forEach(
                trial ->
                        byRow.computeIfAbsent(trial.row(), any -> new ArrayList<>())
                                .add(baseline.score(trial)));
        byRow.put(BEST_ADAM, best.stream().map(baseline::score).toList());
        return byRow;
    }

    /** Learned optimizers first, then the best Adam, then Adam rate by rate. */
    private static List<ScoreRow> rows(List<Map<String, List<RunScore>>> scores) {
        Comparator<String> order =
                Comparator.<String>comparingInt(row -> row.equals(BEST_ADAM) ? 1 : 0)
                        .reversed()
                        .thenComparing(Comparator.naturalOrder());
        Comparator<String> adamLast =
                Comparator.<String>comparingInt(
                                row -> row.startsWith(Trial.BASELINE_FAMILY) ? 1 : 0)
                        .thenComparing(order);
        return scores.stream()
                .flatMap(column -> column.keySet().stream())
                .distinct()
                .sorted(adamLast)
                .map(
                        row ->
                                new ScoreRow(
                                        row,
                                        scores.stream()
                                                .map(c -> c.getOrDefault(row, List.of()))
                                                .toList()))
                .toList();
    }
}
