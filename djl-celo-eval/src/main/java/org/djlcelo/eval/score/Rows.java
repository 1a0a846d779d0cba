package org.djlcelo.eval.score;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The rows of a score sheet from its scored tasks. */
final class Rows {

    private Rows() {}

    /** Every family at its best setting: learned optimizers, Adam, the others. */
    static List<ScoreRow> families(List<ScoredTask> tasks) {
        return families(tasks, 1)
                .map(family -> row(tasks, family))
                .sorted(
                        Comparator.comparing(ScoreRow::role)
                                .thenComparing(ScoreRow::contender, randomLast()))
                .toList();
    }

    /** Every setting of the families that were searched, in the order of their learning rates. */
    static List<ScoreRow> settings(List<ScoredTask> tasks) {
        return families(tasks, 2)
                .flatMap(family -> members(tasks, family).distinct().sorted(byRate()))
                .map(Trial::row)
                .distinct()
                .map(
                        row ->
                                toRow(
                                        row,
                                        tasks.stream()
                                                .map(task -> task.scores().get(row))
                                                .map(runs -> runs == null ? empty() : runs)
                                                .toList()))
                .toList();
    }

    private static Stream<String> families(List<ScoredTask> tasks, int fewestSettings) {
        return tasks.stream()
                .flatMap(task -> task.searches().keySet().stream())
                .distinct()
                .filter(
                        family ->
                                members(tasks, family).map(Trial::row).distinct().count()
                                        >= fewestSettings)
                .sorted(Comparator.comparing(family -> roleAndName(tasks, family)));
    }

    private static String roleAndName(List<ScoredTask> tasks, String family) {
        Trial any = members(tasks, family).findFirst().orElseThrow();
        return Role.of(any).ordinal() + family;
    }

    private static ScoreRow row(List<ScoredTask> tasks, String family) {
        List<Search> searches =
                tasks.stream()
                        .filter(task -> task.searches().containsKey(family))
                        .map(task -> task.searches().get(family))
                        .toList();
        return toRow(
                FamilyName.of(family, searches),
                tasks.stream().map(task -> task.best(family)).toList());
    }

    private static ScoreRow toRow(String name, List<List<RunScore>> runs) {
        Trial any =
                runs.stream().flatMap(List::stream).map(RunScore::trial).findFirst().orElseThrow();
        return new ScoreRow(name, Role.of(any), runs);
    }

    private static Stream<Trial> members(List<ScoredTask> tasks, String family) {
        return tasks.stream()
                .flatMap(task -> task.scores().values().stream())
                .flatMap(List::stream)
                .map(RunScore::trial)
                .filter(trial -> trial.family().equals(family));
    }

    private static Comparator<Trial> byRate() {
        return Comparator.<Trial>comparingDouble(t -> t.learningRate().orElse(Double.NaN))
                .thenComparing(Trial::row);
    }

    /** Random weights are a yardstick, not a contender. */
    private static Comparator<String> randomLast() {
        return Comparator.<String, Boolean>comparing(name -> name.contains("random"))
                .thenComparing(Comparator.naturalOrder());
    }

    private static List<RunScore> empty() {
        return List.of();
    }
}
