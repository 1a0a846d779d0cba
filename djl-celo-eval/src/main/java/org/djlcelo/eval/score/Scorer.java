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
 * batches), smoothed; so the speed-up's resolution is 10 steps. Every optimizer is shown at its
 * best setting per task ({@link Search}), Adam, too; a run is compared with Adam's run of the same
 * seed ({@link Baseline}).
 */
public final class Scorer {

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

    /**
     * Labels records without scoring them, so that rows of several sheets have the same names.
     *
     * @param runs the records, in any order
     * @return one trial per record, by ascending seed
     */
    public static List<Trial> trials(List<RunRecord> runs) {
        // runs that only show an effect must not lengthen the names of the others
        Map<Boolean, List<RunRecord>> groups =
                runs.stream().collect(Collectors.partitioningBy(Trial::isAugmented));
        return groups.values().stream()
                .flatMap(
                        group -> {
                            Labels labels = new Labels(group);
                            return group.stream().map(run -> Trial.of(labels, run));
                        })
                .sorted(Comparator.comparingLong(Trial::seed))
                .toList();
    }

    /**
     * Chooses the setting that a family will be shown at, for instance to run it with more seeds.
     *
     * @param runs records of one family on one task, at least one
     * @return the name of the best optimizer: lowest final training loss, smoothed, on the seeds
     *     that all settings have
     */
    public static String bestSetting(List<RunRecord> runs) {
        return Search.of(trials(runs)).best().get(0).run().config().optimizer();
    }

    private static ScoreSheet sheet(int steps, List<RunRecord> runs) {
        List<Trial> trials = trials(runs);
        Map<String, List<Trial>> byTask =
                trials.stream()
                        .filter(trial -> trial.augmentation().isEmpty())
                        .collect(
                                Collectors.groupingBy(
                                        Trial::column, TreeMap::new, Collectors.toList()));
        List<String> notes = new ArrayList<>();
        List<ScoredTask> tasks = new ArrayList<>();
        List<String> unscored = new ArrayList<>();
        byTask.forEach(
                (label, inTask) ->
                        ScoredTask.of(label, inTask)
                                .ifPresentOrElse(tasks::add, () -> unscored.add(label)));
        if (!unscored.isEmpty()) {
            notes.add(
                    "Not scored after "
                            + steps
                            + " steps, for there is no Adam to compare with: "
                            + String.join(", ", unscored)
                            + ".");
        }
        List<TaskColumn> columns = tasks.stream().map(ScoredTask::column).toList();
        List<ScoreRow> rows = Rows.families(tasks);
        List<ScoreRow> settings = Rows.settings(tasks);
        notes.addAll(Notes.of(tasks, rows, trials));
        return new ScoreSheet(steps, columns, rows, settings, trials, notes);
    }
}
