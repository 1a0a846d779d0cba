package org.djlcelo.eval.campaign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Plans and what is missing of them, in words. */
public final class PlanText {

    private static final int SHOWN = 30;

    private PlanText() {}

    /**
     * Describes a plan: its stages, its cells, and what comes next.
     *
     * @param plan the plan
     * @param outcomes the records
     * @return lines
     */
    public static String of(Plan plan, Outcomes outcomes) {
        Tally tally = Tally.of(plan, outcomes);
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        "%d runs of %d steps, %d of them recorded:%n",
                        plan.size(), plan.steps(), tally.done()));
        for (Stage stage : tally.planned().keySet()) {
            text.append(
                    String.format(
                            "  %-7s %5d runs, %5d recorded: %s%n",
                            stage.title(),
                            tally.planned().get(stage),
                            tally.recorded().get(stage),
                            stage.reason()));
        }
        text.append(String.format("%nOptimizers and settings tried per task:%n"));
        tasksBySettings(plan)
                .forEach(
                        (settings, tasks) ->
                                text.append(
                                        String.format(
                                                "  %s: %s%n", String.join(", ", tasks), settings)));
        List<PlannedRun> next =
                plan.decided(outcomes).stream().filter(run -> !outcomes.isRecorded(run)).toList();
        text.append(
                String.format(
                        "%nNext, of %d runs that are decided (others depend on results):%n",
                        next.size()));
        next.stream().limit(SHOWN).forEach(run -> text.append(line(run)));
        return text.toString();
    }

    /** Tasks that meet the same optimizers share a line. */
    private static Map<String, Set<String>> tasksBySettings(Plan plan) {
        Map<String, List<String>> byTask = new LinkedHashMap<>();
        for (Cell cell : plan.cells()) {
            byTask.computeIfAbsent(cell.task().name(), any -> new ArrayList<>())
                    .add(cell.family().name() + " " + cell.width());
        }
        Map<String, Set<String>> tasks = new LinkedHashMap<>();
        byTask.forEach(
                (task, families) ->
                        tasks.computeIfAbsent(
                                        String.join(", ", families), any -> new LinkedHashSet<>())
                                .add(task));
        return tasks;
    }

    private static String line(PlannedRun run) {
        return String.format(
                "  %-7s %s  %s  seed %d%n",
                run.stage().title(),
                run.experiment().task().name(),
                run.experiment().contender().spec(),
                run.experiment().seed());
    }

    /**
     * Says what a stopped campaign lacks.
     *
     * @param tally the counts
     * @return one sentence
     */
    public static String missing(Tally tally) {
        List<String> parts =
                tally.planned().keySet().stream()
                        .filter(stage -> tally.missing(stage) > 0)
                        .map(
                                stage ->
                                        tally.missing(stage)
                                                + " of "
                                                + stage.title()
                                                + " ("
                                                + stage.reason()
                                                + ")")
                        .toList();
        return tally.missing()
                + " of "
                + (tally.missing() + tally.done())
                + " runs are missing: "
                + String.join("; ", parts)
                + ".";
    }
}
