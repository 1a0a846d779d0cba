package org.djlcelo.eval.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.djlcelo.eval.score.Bootstrap;
import org.djlcelo.eval.score.DataNames;
import org.djlcelo.eval.score.Estimate;
import org.djlcelo.eval.score.ImprovementTable;
import org.djlcelo.eval.score.Metric;
import org.djlcelo.eval.score.PerformanceProfile;
import org.djlcelo.eval.score.ScoreSheet;
import org.djlcelo.eval.score.Summary;
import org.djlcelo.eval.score.TaskColumn;

/** A report for programs: the record types below are the format. */
final class JsonReport {

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /** Thresholds of the profiles. */
    private static final double[] TAU =
            IntStream.range(0, 101).mapToDouble(i -> i / 20.0).toArray();

    private record Task(
            String task,
            String data,
            String bestAdam,
            Double bestAdamLoss,
            Double initialLoss,
            boolean memorised) {

        static Task of(TaskColumn column) {
            return new Task(
                    column.task(),
                    DataNames.of(column.data()),
                    column.bestAdam(),
                    RunLine.finite(column.bestAdamLoss()),
                    RunLine.finite(column.initialLoss()),
                    column.memorised());
        }
    }

    private record Aggregated(
            Metric metric,
            String scope,
            List<String> tasks,
            String optimizer,
            int runsPerTask,
            Map<String, Estimate> aggregates,
            Estimate probabilityOverBestAdam) {}

    private record Improvement(
            Metric metric, String scope, String of, String over, Estimate probability) {}

    private record Profile(
            Metric metric, String scope, String optimizer, double[] tau, double[] share) {}

    private record Length(
            int steps,
            List<Task> tasks,
            List<Aggregated> aggregates,
            List<Improvement> improvements,
            List<Profile> profiles,
            List<RunLine> runs,
            List<String> notes) {}

    private record Document(Bootstrap bootstrap, List<Length> lengths) {}

    private JsonReport() {}

    static String json(Report report) {
        List<Length> lengths = new ArrayList<>();
        Bootstrap bootstrap = null;
        for (Chapter chapter : report.chapters()) {
            bootstrap = chapter.bootstrap();
            lengths.add(length(chapter));
        }
        return GSON.toJson(new Document(bootstrap, lengths)) + "\n";
    }

    private static Length length(Chapter chapter) {
        ScoreSheet sheet = chapter.sheet();
        List<Aggregated> aggregates = new ArrayList<>();
        List<Profile> profiles = new ArrayList<>();
        for (Summary summary : chapter.summaries()) {
            for (Summary.Line line : summary.lines()) {
                aggregates.add(aggregated(sheet, summary, line));
                profiles.add(
                        new Profile(
                                summary.metric(),
                                summary.scope().title(),
                                line.row().contender(),
                                TAU,
                                PerformanceProfile.shares(line.scores(), TAU)));
            }
        }
        return new Length(
                sheet.steps(),
                sheet.tasks().stream().map(Task::of).toList(),
                aggregates,
                chapter.improvements().stream().flatMap(t -> improvements(t).stream()).toList(),
                profiles,
                RunLine.of(sheet),
                sheet.notes());
    }

    private static Aggregated aggregated(ScoreSheet sheet, Summary summary, Summary.Line line) {
        Map<String, Estimate> estimates = new LinkedHashMap<>();
        line.estimates().forEach((aggregate, value) -> estimates.put(aggregate.label(), value));
        return new Aggregated(
                summary.metric(),
                summary.scope().title(),
                summary.scope().tasks().stream().map(t -> sheet.tasks().get(t).task()).toList(),
                line.row().contender(),
                line.scores().runs(),
                estimates,
                line.overAdam().orElse(null));
    }

    private static List<Improvement> improvements(ImprovementTable table) {
        List<Improvement> improvements = new ArrayList<>();
        for (ImprovementTable.Line line : table.lines()) {
            for (int x = 0; x < table.learned().size(); x++) {
                String of = table.learned().get(x);
                line.estimates()
                        .get(x)
                        .ifPresent(
                                estimate ->
                                        improvements.add(
                                                new Improvement(
                                                        table.summary().metric(),
                                                        table.summary().scope().title(),
                                                        of,
                                                        line.contender(),
                                                        estimate)));
            }
        }
        return improvements;
    }
}
