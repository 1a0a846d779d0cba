package org.djlcelo.eval.score;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The tasks that an aggregate is computed over.
 *
 * @param title the tasks in words
 * @param tasks their positions in the sheet
 */
public record Scope(String title, List<Integer> tasks) {

    /**
     * Returns what aggregates are to be given over: all tasks, those that every optimizer was run
     * on where this differs, and each without memorised tasks where there are some.
     *
     * @param sheet the scores
     * @return scopes of different tasks, none of them empty
     */
    public static List<Scope> of(ScoreSheet sheet) {
        IntPredicate complete = task -> isComplete(sheet, task);
        IntPredicate fresh = task -> !sheet.tasks().get(task).memorised();
        Map<List<Integer>, Scope> scopes = new LinkedHashMap<>();
        add(scopes, sheet, "", task -> true);
        add(scopes, sheet, " that are not memorised", fresh);
        add(scopes, sheet, " that every optimizer was run on", complete);
        add(
                scopes,
                sheet,
                " that every optimizer was run on and that are not memorised",
                fresh.and(complete));
        return new ArrayList<>(scopes.values());
    }

    private static void add(
            Map<List<Integer>, Scope> scopes, ScoreSheet sheet, String which, IntPredicate kept) {
        int count = sheet.tasks().size();
        List<Integer> tasks = IntStream.range(0, count).filter(kept).boxed().toList();
        String left =
                IntStream.range(0, count)
                        .filter(kept.negate())
                        .mapToObj(task -> sheet.tasks().get(task).task())
                        .collect(Collectors.joining(", "));
        String title = tasks.size() == 1 ? "1 task" : tasks.size() + " tasks";
        if (!left.isEmpty()) {
            title += which + " (without " + left + ")";
        }
        if (!tasks.isEmpty()) {
            scopes.putIfAbsent(tasks, new Scope(title, tasks));
        }
    }

    private static boolean isComplete(ScoreSheet sheet, int task) {
        int most =
                sheet.rows().stream()
                        .flatMap(row -> row.runs().stream())
                        .mapToInt(List::size)
                        .max()
                        .orElse(0);
        return sheet.rows().stream().allMatch(row -> row.runs().get(task).size() == most);
    }
}
