package org.djlcelo.eval.report;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.Function;
import org.djlcelo.chart.Html;
import org.djlcelo.eval.experiment.RunRecord;
import org.djlcelo.eval.score.Scorer;
import org.djlcelo.eval.score.Trial;
import org.djlcelo.eval.task.DataUse;

/** Everything needed to make the runs again: tasks, data, optimizers, versions, machine. */
final class SetupSection {

    private static final String RATE = "learningRate";

    private SetupSection() {}

    static String html(List<RunRecord> runs) {
        StringBuilder html = new StringBuilder("<section>\n<h2>What was run</h2>\n");
        table(html, "Tasks", tasks(runs));
        Map<String, Set<String>> data = new TreeMap<>();
        for (RunRecord run : runs) {
            run.data()
                    .forEach(
                            use ->
                                    data.computeIfAbsent(name(use), any -> new LinkedHashSet<>())
                                            .add(
                                                    use.samples()
                                                            + " samples of "
                                                            + use.description()
                                                            + " ("
                                                            + use.licence()
                                                            + "); fingerprint "
                                                            + use.fingerprint()));
        }
        table(html, "Data really used", data);
        table(html, "Optimizers", optimizers(runs));
        table(html, "Versions", entries(runs, RunRecord::versions));
        table(html, "Machine", entries(runs, RunRecord::machine));
        return html.append("</section>\n").toString();
    }

    private static String name(DataUse use) {
        return use.name()
                + " "
                + use.split()
                + (use.standsInFor() == null ? "" : ", in place of " + use.standsInFor());
    }

    private static String task(RunRecord run) {
        RunRecord.Config config = run.config();
        return config.taskSummary()
                + "; "
                + config.steps()
                + " steps; every "
                + config.protocol().evalEvery()
                + " steps "
                + config.protocol().evalBatches()
                + " training and test batches, "
                + config.protocol().finalBatches()
                + " at the end";
    }

    /** One text per family and other settings: its learning rates come in one list. */
    private static Map<String, Set<String>> optimizers(List<RunRecord> runs) {
        Map<String, Map<String, Set<String>>> rates = new TreeMap<>();
        for (RunRecord run : runs) {
            Set<String> ofFamily =
                    rates.computeIfAbsent(run.config().family(), any -> new LinkedHashMap<>())
                            .computeIfAbsent(settings(run), any -> new LinkedHashSet<>());
            String rate = run.config().settings().get(RATE);
            if (rate != null) {
                ofFamily.add(rate);
            }
        }
        Map<String, Set<String>> texts = new TreeMap<>();
        rates.forEach(
                (family, bySettings) -> {
                    Set<String> ofFamily = new LinkedHashSet<>();
                    bySettings.forEach((other, all) -> ofFamily.add(withRates(other, all)));
                    texts.put(family, ofFamily);
                });
        return texts;
    }

    private static String withRates(String settings, Set<String> rates) {
        if (rates.isEmpty()) {
            return settings;
        }
        return settings + (settings.isEmpty() ? "" : ", ") + RATE + ": " + String.join(", ", rates);
    }

    private static String settings(RunRecord run) {
        StringJoiner text = new StringJoiner(", ");
        run.config()
                .settings()
                .forEach(
                        (name, value) -> {
                            if (!name.equals(RATE)) {
                                text.add(name + ": " + value);
                            }
                        });
        return run.weightsSource() == null
                ? text.toString()
                : text + " from " + run.weightsSource();
    }

    private static Map<String, Set<String>> tasks(List<RunRecord> runs) {
        Map<String, Set<String>> tasks = new TreeMap<>();
        for (Trial trial : Scorer.trials(runs)) {
            tasks.computeIfAbsent(trial.column(), any -> new LinkedHashSet<>())
                    .add(task(trial.run()));
        }
        return tasks;
    }

    private static Map<String, Set<String>> entries(
            List<RunRecord> runs, Function<RunRecord, Map<String, String>> properties) {
        Map<String, Set<String>> entries = new TreeMap<>();
        for (RunRecord run : runs) {
            properties
                    .apply(run)
                    .forEach(
                            (name, value) ->
                                    entries.computeIfAbsent(name, any -> new LinkedHashSet<>())
                                            .add(value));
        }
        return entries;
    }

    private static void table(StringBuilder html, String title, Map<String, Set<String>> entries) {
        html.append("<h3>")
                .append(title)
                .append("</h3>\n<div class=\"wide\"><table class=\"plain\">\n");
        entries.forEach(
                (name, values) ->
                        html.append("<tr><th>")
                                .append(Html.escape(name))
                                .append("</th><td>")
                                .append(Html.escape(String.join(" | ", values)))
                                .append("</td></tr>\n"));
        html.append("</table></div>\n");
    }
}
