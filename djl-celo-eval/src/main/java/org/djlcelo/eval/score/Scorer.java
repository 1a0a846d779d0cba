package org.djlcelo.eval.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.djlcelo.eval.experiment.Protocol;
import org.djlcelo.eval.experiment.RunRecord;

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
        Map<String, List<Trial>> byTask =
                trials.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Trial::column, TreeMap::new, Collectors.toList()));
        List<String> notes = new ArrayList<>();
        List<ScoredTask> tasks = new ArrayList<>();
        byTask.forEach(
                (label, inTask) ->
                        ScoredTask.of(label, inTask)
                                .ifPresentOrElse(
                                        tasks::add,
                                        () ->
                                                notes.add(
                                                        label
                                                                + " is not scored: it has no Adam"
                                                                + " to compare with.")));
        List<TaskColumn> columns = tasks.stream().map(ScoredTask::column).toList();
        List<ScoreRow> rows = rows(tasks);
        notes.addAll(Notes.of(columns, rows, runs));
        return new ScoreSheet(steps, columns, rows, trials, notes);
    }

    /** Adam last, its best rate before the single ones. */
    private static List<ScoreRow> rows(List<ScoredTask> tasks) {
        Comparator<String> order =
                Comparator.comparing(Scorer::isAdam).thenComparing(Comparator.naturalOrder());
        return tasks.stream()
                .flatMap(task -> task.scores().keySet().stream())
                .distinct()
                .sorted(order)
                .map(row -> new ScoreRow(row, runs(tasks, row)))
                .toList();
    }

    private static boolean isAdam(String row) {
        return row.equals(BEST_ADAM) || row.startsWith(Trial.BASELINE_FAMILY + "@");
    }

    private static List<List<RunScore>> runs(List<ScoredTask> tasks, String row) {
        return tasks.stream().map(task -> task.scores().getOrDefault(row, List.of())).toList();
    }
}
