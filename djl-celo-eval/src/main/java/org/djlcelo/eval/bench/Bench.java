package org.djlcelo.eval.bench;

import ai.djl.Device;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.djlcelo.eval.NearestName;
import org.djlcelo.eval.UserException;
import org.djlcelo.eval.contender.LearnedWeights;
import org.djlcelo.eval.experiment.Environment;
import org.djlcelo.eval.fork.ForkClassPath;
import org.djlcelo.eval.progress.Progress;
import org.openjdk.jmh.util.Version;

/** Runs the benchmark from its settings to its table and its JSON file. */
public final class Bench {

    private final Settings settings;
    private final PrintWriter out;

    /**
     * What can be chosen.
     *
     * @param quick fewer sets and shorter
     * @param only names of courses, empty for all of the program
     * @param threads the number that "all threads" stands for
     * @param forks forked JVMs per heat
     * @param weights Celo's weights: a zoo artifact, a file or {@code random}
     * @param device where parameters live
     * @param json where to write the results as well, null for nowhere
     */
    public record Settings(
            boolean quick,
            List<String> only,
            int threads,
            int forks,
            String weights,
            Device device,
            Path json) {}

    /**
     * Creates a run.
     *
     * @param settings what to do
     * @param out standard output
     */
    public Bench(Settings settings, PrintWriter out) {
        this.settings = settings;
        this.out = out;
    }

    /**
     * Measures and reports.
     *
     * @throws UserException if a name is unknown, weights cannot be loaded or the file cannot be
     *     written
     */
    public void run() {
        String classPath = ForkClassPath.of(Bench.class.getClassLoader());
        boolean vector = VectorProbe.forksHaveVector(classPath);
        ForkFlags flags = new ForkFlags(vector);
        LearnedWeights weights = BenchWeights.load(settings.weights());
        List<Heat> heats = chosen(program(vector));
        HeatRunner runner =
                new HeatRunner(
                        classPath,
                        flags,
                        settings.forks(),
                        settings.weights(),
                        settings.device().getDeviceType());
        out.println(introduction(weights));
        if (!vector) {
            out.println("This Java has no Vector API that the vector kernel fits; it is left out.");
        }
        List<HeatResult> results = race(heats, runner, flags);
        out.println();
        out.print(BenchTable.format(results));
        if (results.stream().anyMatch(HeatResult::isUnsteady)) {
            out.println();
            out.println(
                    "Some rounds disagree by more than a quarter (spread): the machine had other work"
                            + " to do, and a second engine thread suffers from that most; repeat.");
        }
        out.flush();
        if (settings.json() != null) {
            write(report(weights, results).toJson(), settings.json());
        }
    }

    private String programName() {
        if (settings.device().isGpu()) {
            return "accelerator";
        }
        return settings.quick() ? "quick" : "full";
    }

    private List<Heat> program(boolean vector) {
        Set<Racer> available = EnumSet.allOf(Racer.class);
        if (!vector) {
            available.remove(Racer.CELO_VECTOR);
        }
        BenchProgram program = new BenchProgram(settings.threads(), available);
        return switch (programName()) {
            case "accelerator" -> program.accelerator();
            case "quick" -> program.quick();
            default -> program.full();
        };
    }

    private List<Heat> chosen(List<Heat> program) {
        if (settings.only().isEmpty()) {
            return program;
        }
        List<String> names = program.stream().map(h -> h.course().name()).distinct().toList();
        for (String name : settings.only()) {
            if (!names.contains(name)) {
                throw new UserException(NearestName.unknown("benchmark", name, names));
            }
        }
        return program.stream().filter(h -> settings.only().contains(h.course().name())).toList();
    }

    private String introduction(LearnedWeights weights) {
        return String.format(
                "JMH %s, forked JVMs per group: %d, racers of a group take turns in one JVM."
                        + " Weights: %s.",
                Version.getPlainVersion(), settings.forks(), weights.theta().id());
    }

    private List<HeatResult> race(List<Heat> heats, HeatRunner runner, ForkFlags flags) {
        Progress progress = Progress.of(out, heats.stream().map(this::planned).toList(), 1);
        List<HeatResult> results = new ArrayList<>();
        for (Heat heat : heats) {
            Progress.Running running = progress.begin(planned(heat), threads(heat));
            List<Measurement> measurements = runner.run(heat, running::stepDone);
            running.end(null);
            results.add(HeatResult.of(heat, flags.of(heat, System.getProperties()), measurements));
        }
        return results;
    }

    private Progress.Planned planned(Heat heat) {
        return new Progress.Planned(
                heat.course().name(), threads(heat), settings.forks() * heat.turns());
    }

    private static String threads(Heat heat) {
        return "threads: " + heat.threads();
    }

    private BenchReport report(LearnedWeights weights, List<HeatResult> results) {
        Environment environment = Environment.of(settings.device());
        SortedMap<String, String> versions = new TreeMap<>(environment.versions());
        versions.put("jmh", Version.getPlainVersion());
        SortedMap<String, String> machine = new TreeMap<>(environment.machine());
        // that of this JVM, which measures nothing; each heat has its own
        machine.remove("engine threads");
        return new BenchReport(
                BenchReport.FORMAT,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                programName(),
                settings.device().getDeviceType(),
                weights.theta().id(),
                settings.forks(),
                versions,
                machine,
                results);
    }

    private void write(String json, Path file) {
        try {
            Files.writeString(file, json);
        } catch (IOException e) {
            throw new UserException("Cannot write " + file + ": " + e.getMessage() + ".", e);
        }
        out.println();
        out.println("The same as JSON: " + file);
    }
}
