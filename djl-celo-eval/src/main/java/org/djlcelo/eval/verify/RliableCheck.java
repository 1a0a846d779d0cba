package org.djlcelo.eval.verify;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import org.djlcelo.eval.UserException;
import org.djlcelo.eval.score.Aggregate;
import org.djlcelo.eval.score.Bootstrap;
import org.djlcelo.eval.score.Estimate;
import org.djlcelo.eval.score.PerformanceProfile;
import org.djlcelo.eval.score.ProbabilityOfImprovement;
import org.djlcelo.eval.score.Resampling;
import org.djlcelo.eval.score.ScoreMatrix;

/**
 * {@code rliable.json}: aggregates, profiles, probabilities of improvement and bootstrap intervals
 * of the library that the paper's scores come from.
 *
 * <p>Sampled intervals are compared with the mean of the three recorded ones; the largest spread
 * among those is the tolerance. So many replicates are drawn here that their own error counts
 * little.
 */
final class RliableCheck implements GoldenCheck {

    private static final String SCORES = "scores";
    private static final Gson GSON = new Gson();
    private static final Bootstrap MANY = new Bootstrap(200_000, 0, Resampling.RUNS);

    @Override
    public boolean knows(String fileName) {
        return fileName.equals("rliable.json");
    }

    @Override
    public void run(GoldenFile file, Setting setting, Findings findings) {
        JsonObject recorded = read(file);
        aggregates(file, recorded, findings);
        profiles(file, recorded, findings);
        improvements(file, recorded, findings);
        intervals(file, recorded, findings);
        recorded.getAsJsonObject("exact_bootstrap")
                .entrySet()
                .forEach(entry -> exact(file, entry, findings));
    }

    private static JsonObject read(GoldenFile file) {
        try (Reader reader = Files.newBufferedReader(file.path())) {
            return GSON.fromJson(reader, JsonObject.class);
        } catch (IOException | JsonParseException e) {
            throw new UserException(
                    "Cannot read the recorded numbers in "
                            + file.path()
                            + " ("
                            + e.getMessage()
                            + "); copy the file again.",
                    e);
        }
    }

    private static void aggregates(GoldenFile file, JsonObject recorded, Findings findings) {
        for (Aggregate aggregate : Aggregate.values()) {
            Deviation deviation = new Deviation();
            recorded.getAsJsonObject("aggregates")
                    .entrySet()
                    .forEach(
                            entry ->
                                    deviation.absolute(
                                            value(entry.getValue(), key(aggregate)),
                                            aggregate.applyAsDouble(
                                                    matrix(recorded, entry.getKey()))));
            findings.compared(file, SCORES, aggregate.label(), deviation, Tolerance.SCORE);
        }
    }

    private static void profiles(GoldenFile file, JsonObject recorded, Findings findings) {
        JsonObject profiles = recorded.getAsJsonObject("performance_profile");
        double[] tau = doubles(profiles.get("tau"));
        Deviation runs = new Deviation();
        Deviation tasks = new Deviation();
        for (String name : profiles.keySet()) {
            if (!name.equals("tau")) {
                ScoreMatrix matrix = matrix(recorded, name);
                JsonObject profile = profiles.getAsJsonObject(name);
                compare(
                        profile.get("fraction_of_runs_above_tau"),
                        PerformanceProfile.shares(matrix, tau),
                        runs);
                compare(
                        profile.get("fraction_of_task_means_above_tau"),
                        PerformanceProfile.sharesOfTaskMeans(matrix, tau),
                        tasks);
            }
        }
        findings.compared(file, SCORES, "profile of runs", runs, Tolerance.SCORE);
        findings.compared(file, SCORES, "profile of task means", tasks, Tolerance.SCORE);
    }

    private static void improvements(GoldenFile file, JsonObject recorded, Findings findings) {
        Deviation deviation = new Deviation();
        JsonObject probabilities = recorded.getAsJsonObject("probability_of_improvement");
        for (String pair : probabilities.keySet()) {
            String[] names = pair.split(" over ");
            deviation.absolute(
                    probabilities.get(pair).getAsDouble(),
                    ProbabilityOfImprovement.of(
                            matrix(recorded, names[0]), matrix(recorded, names[1])));
        }
        findings.compared(file, SCORES, "probability of improvement", deviation, Tolerance.SCORE);
    }

    private static void intervals(GoldenFile file, JsonObject recorded, Findings findings) {
        JsonObject all = recorded.getAsJsonObject("bootstrap_95");
        for (String name : all.keySet()) {
            if (all.get(name).isJsonArray()) {
                // its name is "probability of improvement, X over Y, 2000 replicates"
                String[] names = name.split(", ")[1].split(" over ");
                Estimate estimate =
                        MANY.improvement(matrix(recorded, names[0]), matrix(recorded, names[1]));
                Deviation deviation = new Deviation();
                double[] ends = doubles(all.get(name));
                deviation.absolute(ends[0], estimate.interval().low());
                deviation.absolute(ends[1], estimate.interval().high());
                String quantity = "interval of " + names[0] + " over " + names[1];
                // 2000 replicates may miss by one step: half a pair of 4 tasks with 3 and 4 runs
                double step = 1.0 / (2 * 4 * 3 * 4);
                findings.compared(file, SCORES, quantity, deviation, step + Tolerance.SCORE);
            } else {
                Map<Aggregate, Estimate> estimates = MANY.aggregates(matrix(recorded, name));
                for (Aggregate aggregate : Aggregate.values()) {
                    JsonElement ends = all.getAsJsonObject(name).get(key(aggregate));
                    Deviation deviation = new Deviation();
                    Estimate estimate = estimates.get(aggregate);
                    deviation.absolute(value(ends, "lower_mean_of_3"), estimate.interval().low());
                    deviation.absolute(value(ends, "upper_mean_of_3"), estimate.interval().high());
                    findings.compared(
                            file,
                            SCORES,
                            "interval of " + aggregate.label() + ", " + name,
                            deviation,
                            Math.max(Tolerance.SCORE, value(ends, "largest_spread_of_3_repeats")));
                }
            }
        }
    }

    /** All outcomes of a small bootstrap, counted, and the intervals of the sampled one. */
    private static void exact(
            GoldenFile file, Map.Entry<String, JsonElement> entry, Findings findings) {
        JsonObject recorded = entry.getValue().getAsJsonObject();
        ScoreMatrix matrix =
                new ScoreMatrix(GSON.fromJson(recorded.get("matrix"), double[][].class));
        Map<Aggregate, Estimate> sampled = MANY.aggregates(matrix);
        for (Aggregate aggregate : Aggregate.values()) {
            JsonObject expected = recorded.getAsJsonObject(key(aggregate));
            ExactBootstrap exact = ExactBootstrap.of(matrix, aggregate);
            Deviation outcomes = new Deviation();
            // recorded with twelve digits after the point
            compare(expected.get("values"), exact.values(), outcomes);
            compare(expected.get("counts"), exact.counts(), outcomes);
            outcomes.absolute(value(expected, "lower_2.5"), exact.quantile(0.025));
            outcomes.absolute(value(expected, "upper_97.5"), exact.quantile(0.975));
            Deviation interval = new Deviation();
            JsonElement ends = recorded.getAsJsonObject("sampled_50000").get(key(aggregate));
            interval.absolute(value(ends, "lower"), sampled.get(aggregate).interval().low());
            interval.absolute(value(ends, "upper"), sampled.get(aggregate).interval().high());
            String what = aggregate.label() + ", " + entry.getKey();
            findings.compared(file, SCORES, "all outcomes of " + what, outcomes, Tolerance.SCORE);
            findings.compared(file, SCORES, "interval of " + what, interval, Tolerance.SCORE);
            Deviation plain = new Deviation();
            plain.absolute(
                    value(recorded.get("aggregates"), key(aggregate)),
                    sampled.get(aggregate).value());
            findings.compared(file, SCORES, what, plain, Tolerance.SCORE);
        }
    }

    private static String key(Aggregate aggregate) {
        return aggregate.name().toLowerCase(Locale.ROOT);
    }

    private static ScoreMatrix matrix(JsonObject recorded, String name) {
        JsonElement scores = recorded.getAsJsonObject("matrices").get(name);
        return new ScoreMatrix(GSON.fromJson(scores, double[][].class));
    }

    private static double value(JsonElement object, String name) {
        return object.getAsJsonObject().get(name).getAsDouble();
    }

    private static double[] doubles(JsonElement array) {
        return GSON.fromJson(array, double[].class);
    }

    private static void compare(JsonElement recorded, double[] computed, Deviation deviation) {
        double[] expected = doubles(recorded);
        deviation.absolute(expected.length, computed.length);
        for (int i = 0; i < Math.min(expected.length, computed.length); i++) {
            deviation.absolute(expected[i], computed[i]);
        }
    }
}
