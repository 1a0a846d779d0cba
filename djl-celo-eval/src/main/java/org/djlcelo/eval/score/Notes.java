package org.djlcelo.eval.score;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.djlcelo.eval.experiment.RunRecord;

/** What a reader of a score sheet must know beside the numbers. */
final class Notes {

    private Notes() {}

    static List<String> of(List<ScoredTask> tasks, List<ScoreRow> rows, List<Trial> trials) {
        List<String> notes = new ArrayList<>();
        tasks.forEach(task -> ofTask(task, rows, notes));
        missing(tasks, rows, notes);
        failures(rows, trials, notes);
        return notes;
    }

    private static void ofTask(ScoredTask task, List<ScoreRow> rows, List<String> notes) {
        String name = task.column().task();
        if (task.column().memorised()) {
            notes.add(
                    name
                            + " is memorised: the best Adam ends below 5 % of the initial loss,"
                            + " so its ratios say little.");
        }
        for (Search search : task.searches().values()) {
            Trial best = search.best().get(0);
            if (best.isBaseline() && search.endsAtEdge()) {
                notes.add(
                        "The best Adam on "
                                + name
                                + ", "
                                + best.row()
                                + ", is at the edge of the rates tried: one beyond may be better.");
            }
            if (!search.left().isEmpty()) {
                notes.add(
                        String.join(", ", search.left())
                                + " on "
                                + name
                                + " could not be chosen: the seed that settings are compared on is"
                                + " missing.");
            }
        }
        long[] seeds =
                task.scores().values().stream()
                        .flatMap(List::stream)
                        .mapToLong(run -> run.trial().seed())
                        .filter(seed -> !task.baseline().has(seed))
                        .distinct()
                        .sorted()
                        .toArray();
        for (long seed : seeds) {
            notes.add(
                    "The best Adam on "
                            + name
                            + " has no finite run of seed "
                            + seed
                            + ": runs of this seed are compared with its mean over the others.");
        }
    }

    /** One note for all rows that lack the same runs. */
    private static void missing(List<ScoredTask> tasks, List<ScoreRow> rows, List<String> notes) {
        int most =
                rows.stream()
                        .flatMap(row -> row.runs().stream())
                        .mapToInt(List::size)
                        .max()
                        .orElse(0);
        Map<String, List<String>> rowsByGap = new LinkedHashMap<>();
        for (ScoreRow row : rows) {
            StringJoiner gap = new StringJoiner(", ");
            for (int task = 0; task < tasks.size(); task++) {
                int count = row.runs().get(task).size();
                if (count < most) {
                    gap.add(tasks.get(task).column().task() + " (" + count + " of " + most + ")");
                }
            }
            if (gap.length() > 0) {
                rowsByGap
                        .computeIfAbsent(gap.toString(), any -> new ArrayList<>())
                        .add(row.contender().replaceFirst(", best of .*$", ""));
            }
        }
        rowsByGap.forEach(
                (gap, contenders) ->
                        notes.add(
                                String.join(", ", contenders)
                                        + (contenders.size() == 1 ? " is" : " are")
                                        + " incomplete, runs are missing on "
                                        + gap
                                        + ": there are no aggregates over a task without runs, and"
                                        + " those over fewer runs are not comparable."));
    }

    private static void failures(List<ScoreRow> rows, List<Trial> trials, List<String> notes) {
        List<Trial> chosen =
                rows.stream()
                        .flatMap(row -> row.runs().stream())
                        .flatMap(List::stream)
                        .map(RunScore::trial)
                        .toList();
        Map<String, List<Trial>> others = new LinkedHashMap<>();
        for (Trial trial : trials) {
            String run = trial.row() + " on " + trial.column() + ", seed " + trial.seed();
            boolean failed = trial.run().status() == RunRecord.Status.FAILED;
            if (failed && chosen.contains(trial)) {
                notes.add(run + ", failed and scores 0: " + trial.run().message());
            } else if (failed) {
                others.computeIfAbsent(trial.row(), any -> new ArrayList<>()).add(trial);
            } else if (chosen.contains(trial) && !Double.isFinite(trial.rank())) {
                notes.add(run + ", did not end with a finite loss and scores 0.");
            }
        }
        others.forEach((row, failed) -> notes.add(notChosen(row, failed)));
    }

    private static String notChosen(String row, List<Trial> failed) {
        String first = failed.get(0).run().message();
        return row
                + " failed and was not chosen on "
                + failed.stream().map(Trial::column).distinct().collect(Collectors.joining(", "))
                + (failed.size() == 1 ? ": " : "; first: ")
                + first;
    }
}
