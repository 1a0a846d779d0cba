package org.djlcelo.metatrain;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.djlcelo.data.DataException;
import org.djlcelo.data.DataSource;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.metatrain.inner.Stage;
import org.djlcelo.metatrain.pes.PesVariant;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code variance}: compares estimators of the meta-gradient at fixed weights. */
@Command(
        name = "variance",
        description = {
            "Estimates the meta-gradient of given weights many times, without moving them.",
            "Estimates of successive iterations depend on each other, so the variance of means"
                    + " over blocks of iterations tells what averaging is left with; per"
                    + " iteration, it is that variance times the block's length."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class VarianceCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "the weights")
    private Path file;

    @Option(names = "--stage", defaultValue = "rule", description = "rule, scheduler, or joint")
    private Stage stage;

    @Option(
            names = "--estimators",
            split = ",",
            defaultValue = "unbiased,nres",
            description = "original, unbiased, or nres")
    private List<PesVariant> estimators;

    @Option(names = "--blocks", defaultValue = "20", description = "at least 2")
    private int blocks;

    @Option(names = "--block-length", defaultValue = "50", description = "iterations of a block")
    private int length;

    @Option(
            names = "--warm-up",
            defaultValue = "50",
            description = "iterations that don't count, until episodes are under way")
    private int warmUp;

    @Option(names = "--truncation", defaultValue = "50", description = "steps per iteration")
    private int truncation;

    @Option(names = "--particles", defaultValue = "8", description = "antithetic pairs per task")
    private int particles;

    @Option(names = "--seed", defaultValue = "0", description = "of everything random")
    private long seed;

    @Option(names = "--threads", defaultValue = "2", description = "no influence on the variance")
    private int threads;

    @Mixin private RecipeOptions recipeOptions;

    @Mixin private DataOptions dataOptions;

    @Option(names = "--tasks", split = ",", description = "data sets; default: all of the source")
    private List<String> tasks;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    /** {@inheritDoc} */
    @Override
    public Integer call() throws Exception {
        if (blocks < 2 || length < 1 || warmUp < 0) {
            throw new UserException(
                    "--blocks must be at least 2, --block-length 1, and --warm-up 0.");
        }
        MetaParameters theta = Origins.read(file);
        DataSource source = dataOptions.place().open();
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                "estimator   |gradient|  variance of one  of a block's mean x length"
                        + "  s per iteration  product");
        for (PesVariant estimator : estimators) {
            Settings settings = settings(theta, source, estimator);
            TaskData data = TaskData.of(settings, source);
            try (StageRun run = new StageRun(stage, settings, theta, data.tasks(), 0)) {
                out.println(line(estimator, run));
            }
        }
        return 0;
    }

    private Settings settings(MetaParameters theta, DataSource source, PesVariant estimator)
            throws DataException {
        return new SettingsBuilder()
                .optOptimizer(theta.architecture().name())
                .optStages(List.of(stage))
                .optTruncation(truncation)
                .optParticles(particles)
                .optEstimator(estimator)
                .optSeed(seed)
                .optThreads(threads)
                .optRecipe(recipeOptions.recipe())
                .optData(dataOptions.place())
                .setTasks(tasks == null ? source.names() : tasks)
                .build();
    }

    private String line(PesVariant estimator, StageRun run) throws InterruptedException {
        int iteration = 0;
        while (iteration < warmUp) {
            run.estimate(iteration++);
        }
        Spread single = new Spread(run.size());
        Spread means = new Spread(run.size());
        long start = System.nanoTime();
        for (int block = 0; block < blocks; block++) {
            double[] mean = new double[run.size()];
            for (int k = 0; k < length; k++) {
                double[] gradient = run.estimate(iteration++);
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += gradient[i] / length;
                }
                single.add(gradient);
            }
            means.add(mean);
        }
        double seconds = (System.nanoTime() - start) / 1e9 / (blocks * length);
        double perIteration = means.variance() * length;
        return String.format(
                Locale.ROOT,
                "%-10s  %10.4g  %15.4g  %26.4g  %15.4g  %7.4g",
                estimator.name().toLowerCase(Locale.ROOT),
                Math.sqrt(means.signal()),
                single.variance(),
                perIteration,
                seconds,
                perIteration * seconds);
    }
}
