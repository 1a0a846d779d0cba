package org.djlcelo.metatrain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.djlcelo.data.DataSource;
import org.djlcelo.data.TrainPart;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.metatrain.inner.LearnedOptimizers;
import org.djlcelo.metatrain.inner.Stage;
import org.djlcelo.metatrain.pes.PesVariant;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code train}: starts a run. */
@Command(
        name = "train",
        description = "Starts a run; ends with its weights in DIR/weights.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class TrainCommand implements Callable<Integer> {

    /** What can be trained. */
    private static final class Optimizers extends ArrayList<String> {

        private static final long serialVersionUID = 1L;

        Optimizers() {
            super(LearnedOptimizers.names());
        }
    }

    /** Which stages a run has. */
    enum Stages {
        RULE(Stage.RULE),
        SCHEDULER(Stage.SCHEDULER),
        BOTH(Stage.RULE, Stage.SCHEDULER),
        JOINT(Stage.JOINT);

        private final List<Stage> stages;

        Stages(Stage... stages) {
            this.stages = List.of(stages);
        }
    }

    @Option(
            names = "--optimizer",
            defaultValue = "celo",
            description = "the architecture to train: ${COMPLETION-CANDIDATES}",
            completionCandidates = Optimizers.class)
    private String optimizer;

    @Option(
            names = "--stage",
            defaultValue = "both",
            description = "rule, scheduler, both after each other, or joint: both at once")
    private Stages stages;

    @Option(
            names = "--iterations",
            defaultValue = "4000",
            description = "meta-iterations of each stage; the paper has 100000")
    private int iterations;

    @Option(names = "--lr", defaultValue = "1e-3", description = "rate of the meta-optimizer")
    private double learningRate;

    @Option(names = "--weight-decay", defaultValue = "1e-4", description = "decoupled decay")
    private double weightDecay;

    @Option(names = "--sigma", defaultValue = "0.01", description = "noise of the perturbations")
    private double sigma;

    @Option(names = "--truncation", defaultValue = "50", description = "steps per iteration")
    private int truncation;

    @Option(names = "--particles", defaultValue = "8", description = "antithetic pairs per task")
    private int particles;

    @Option(
            names = "--estimator",
            defaultValue = "unbiased",
            description = "original, unbiased, nres, or es")
    private PesVariant estimator;

    @Option(names = "--seed", defaultValue = "0", description = "of everything random")
    private long seed;

    @Option(names = "--threads", defaultValue = "2", description = "no influence on the result")
    private int threads;

    @Mixin private RecipeOptions recipeOptions;

    @Mixin private DataOptions dataOptions;

    @Option(names = "--tasks", split = ",", description = "data sets; default: all of the source")
    private List<String> tasks;

    @Option(
            names = "--split",
            defaultValue = "intended",
            description = "intended: 80 %% of every set; reference: 1 %% of svhn, as published")
    private TrainPart trainPart;

    @Option(names = "--init", paramLabel = "FILE", description = "weights to start from")
    private Path init;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "the run's folder")
    private Path out;

    @Option(names = "--checkpoint-minutes", defaultValue = "3", description = "between checkpoints")
    private double checkpointMinutes;

    @Option(
            names = "--snapshot-every",
            defaultValue = "500",
            description = "iterations between weight files that are kept")
    private int snapshotEvery;

    @Option(names = "--commit", description = "commit of the code, for the weights' provenance")
    private String commit;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    /** {@inheritDoc} */
    @Override
    public Integer call() throws Exception {
        DataPlace place = dataOptions.place();
        DataSource source = place.open();
        Settings settings =
                new SettingsBuilder()
                        .optOptimizer(optimizer)
                        .optTrainPart(trainPart)
                        .optStages(stages.stages)
                        .optIterations(iterations)
                        .optLearningRate(learningRate)
                        .optWeightDecay(weightDecay)
                        .optSigma(sigma)
                        .optTruncation(truncation)
                        .optParticles(particles)
                        .optEstimator(estimator)
                        .optSeed(seed)
                        .optData(place)
                        .setTasks(tasks == null ? source.names() : tasks)
                        .optInit(init == null ? null : init.toString())
                        .optThreads(threads)
                        .optCheckpointMinutes(checkpointMinutes)
                        .optSnapshotEvery(snapshotEvery)
                        .optCommand(command())
                        .optCommit(commit)
                        .optRecipe(recipeOptions.recipe())
                        .build();
        TaskData data = TaskData.of(settings, source);
        System.err.println("Training on " + source.description() + ":");
        data.descriptions().forEach(d -> System.err.println("  " + d));
        RunFolder folder = new RunFolder(out);
        RunDescription description =
                new RunDescription(
                        settings,
                        data.descriptions(),
                        data.licences(),
                        init == null ? null : Origins.story(init),
                        null);
        MetaTraining training = new MetaTraining(folder, description, data);
        MetaParameters theta = Origins.initialTheta(settings);
        folder.create(description);
        return Interruptible.run(training, () -> training.start(theta), out);
    }

    private String command() {
        return String.join(" ", spec.commandLine().getParseResult().originalArgs());
    }
}
