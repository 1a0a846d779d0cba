package org.djlcelo.metatrain;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.djlcelo.data.DataSource;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.metatrain.inner.Adam;
import org.djlcelo.metatrain.inner.Celo;
import org.djlcelo.metatrain.inner.ImageMlpTask;
import org.djlcelo.metatrain.inner.InnerOptimizer;
import org.djlcelo.metatrain.inner.Stage;
import org.djlcelo.random.Key;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evaluate}: judges weights on the inner tasks beside Adam, to choose among checkpoints. */
@Command(
        name = "evaluate",
        description = {
            "Trains the inner tasks with given weights and with Adam.",
            "Prints the mean over all steps and the final training loss, per task and horizon."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class EvaluateCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "weights to judge")
    private List<Path> files = List.of();

    @Option(
            names = "--as",
            defaultValue = "scheduler",
            description = "scheduler: as used; rule: without its scheduler, as in stage rule")
    private Stage stage;

    @Mixin private DataOptions dataOptions;

    @Option(names = "--tasks", split = ",", description = "data sets; default: all of the source")
    private List<String> tasks;

    @Option(names = "--horizons", split = ",", defaultValue = "100,500,1000,2000")
    private List<Integer> horizons;

    @Option(names = "--seeds", defaultValue = "3", description = "runs to average over")
    private int seeds;

    @Option(
            names = "--adam",
            split = ",",
            defaultValue = "3e-4,1e-3,3e-3,1e-2,3e-2,1e-1",
            description = "Adam's rates; the best per task and horizon is shown")
    private List<Double> rates;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    /** A row of the table. */
    private record Contender(String label, List<Candidate> candidates) {}

    /** One setting of a contender; of several, the one with the best final loss counts. */
    private record Candidate(String label, Factory factory) {}

    private interface Factory {
        InnerOptimizer create(ImageMlpTask task);
    }

    /** {@inheritDoc} */
    @Override
    public Integer call() throws Exception {
        DataSource source = dataOptions.place().open();
        TaskData data =
                TaskData.load(
                        source, tasks == null ? source.names() : tasks, Key.of(0).with("judge"));
        List<Contender> contenders = contenders();
        PrintWriter out = spec.commandLine().getOut();
        for (int horizon : horizons) {
            Judge judge = new Judge(horizon, seeds, Key.of(0).with("runs"));
            out.printf("%nT = %d: mean / final training loss, %d seeds%n", horizon, seeds);
            out.printf("%-36s", "");
            data.tasks().forEach(t -> out.printf("%-22s", t.name()));
            out.println("all");
            for (Contender contender : contenders) {
                out.printf("%-36s", contender.label());
                double mean = 0;
                double last = 0;
                for (ImageMlpTask task : data.tasks()) {
                    Result best = best(judge, task, contender);
                    out.printf(
                            "%-22s",
                            String.format(
                                    "%.4f / %.4f %s",
                                    best.verdict().mean(), best.verdict().last(), best.label()));
                    mean += best.verdict().mean() / data.tasks().size();
                    last += best.verdict().last() / data.tasks().size();
                    out.flush();
                }
                out.printf("%.4f / %.4f%n", mean, last);
                out.flush();
            }
        }
        return 0;
    }

    private record Result(String label, Judge.Verdict verdict) {}

    private static Result best(Judge judge, ImageMlpTask task, Contender contender) {
        Result best = null;
        for (Candidate candidate : contender.candidates()) {
            Judge.Verdict verdict = judge.of(task, () -> candidate.factory().create(task));
            if (best == null || verdict.last() < best.verdict().last()) {
                best = new Result(candidate.label(), verdict);
            }
        }
        return best;
    }

    private List<Contender> contenders() throws Exception {
        List<Contender> contenders = new ArrayList<>();
        for (Path file : files) {
            MetaParameters theta = Origins.readCelo(file);
            contenders.add(
                    new Contender(
                            file.getFileName().toString(),
                            List.of(
                                    new Candidate(
                                            "", task -> new Celo(stage, theta, task.layouts())))));
        }
        if (!rates.isEmpty()) {
            contenders.add(
                    new Contender(
                            "best Adam",
                            rates.stream()
                                    .map(
                                            rate ->
                                                    new Candidate(
                                                            String.format("%.0e", rate),
                                                            task -> new Adam(rate, task.layouts())))
                                    .toList()));
        }
        return contenders;
    }
}
