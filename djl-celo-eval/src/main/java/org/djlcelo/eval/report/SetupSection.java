package org.djlcelo.eval.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.djlcelo.eval.experiment.RunRecord;
import org.djlcelo.eval.task.DataUse;

/** Everything needed to make the runs again: tasks, data, optimizers, versions, machine. */
final class SetupSection {

    private SetupSection() {}

    static String html(List<RunRecord> runs) {
        StringBuilder html = new StringBuilder("<section>\n<h2>What was run</h2>\n");
        table(html, "Tasks", by(runs, run -> run.config().task(), SetupSection::task));
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
        table(html, "Optimizers", by(runs, run -> run.config().family(), SetupSection::settings));
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

    private static String settings(RunRecord run) {
        StringBuilder text = new StringBuilder();
        run.config()
                .settings()
                .forEach(
                        (name, value) ->
                                text.append(text.isEmpty() ? "" : ", ")
                                        .append(name)
                                        .append(": ")
                                        .append(value));
        return run.weightsSource() == null
                ? text.toString()
                : text + " from " + run.weightsSource();
    }

    private static Map<String, Set<String>> by(
            List<RunRecord> runs,
            Function<RunRecord, String> name,
            Function<RunRecord, String> text) {
        Map<String, Set<String>> entries = new TreeMap<>();
        for (RunRecord run : runs) {
            entries.computeIfAbsent(name.apply(run), any -> new LinkedHashSet<>())
                    .add(text.apply(run));
        }
        return entries;
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
