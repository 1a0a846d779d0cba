package org.djlcelo.metatrain;

import java.util.HashSet;
import java.util.List;
import org.djlcelo.data.TrainPart;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.metatrain.inner.LearnedOptimizers;
import org.djlcelo.metatrain.inner.Stage;
import org.djlcelo.metatrain.pes.MetaObjective;
import org.djlcelo.metatrain.pes.PesVariant;

/**
 * Everything that the result of a run depends on, plus what its provenance tells.
 *
 * @param stages the stages in their order
 * @param iterations meta-iterations of each stage
 * @param learningRate of AdamW
 * @param weightDecay of AdamW, decoupled
 * @param sigma standard deviation of the perturbations
 * @param truncation inner steps K of a meta-iteration
 * @param particles antithetic pairs per task
 * @param estimator how losses are credited
 * @param seed of everything random
 * @param data where the data sets come from
 * @param tasks the data sets, one task each
 * @param init a file of weights to start from, null for random ones
 * @param threads worker threads; no influence on the result
 * @param checkpointMinutes time between checkpoints; no influence on the result
 * @param snapshotEvery iterations between weight files kept for choosing; no influence
 * @param command the command line, for provenance
 * @param commit the commit of the code, for provenance; null if unknown
 * @param recipe the rest of the recipe; the paper's for runs that began before there was a choice
 * @param optimizer the architecture that is trained; Celo for runs that began before there was a
 *     choice
 * @param trainPart how much of SVHN is trained on; what was intended for runs that began before
 *     there was a choice
 */
record Settings(
        List<Stage> stages,
        int iterations,
        double learningRate,
        double weightDecay,
        double sigma,
        int truncation,
        int particles,
        PesVariant estimator,
        long seed,
        DataPlace data,
        List<String> tasks,
        String init,
        int threads,
        double checkpointMinutes,
        int snapshotEvery,
        String command,
        String commit,
        Recipe recipe,
        String optimizer,
        TrainPart trainPart) {

    static final String DEFAULT_OPTIMIZER = Architecture.CELO.name();

    Settings {
        stages = List.copyOf(stages);
        tasks = List.copyOf(tasks);
        recipe = recipe == null ? Recipe.PAPER : recipe;
        optimizer = optimizer == null ? DEFAULT_OPTIMIZER : optimizer;
        trainPart = trainPart == null ? TrainPart.INTENDED : trainPart;
        positive(iterations, "--iterations");
        positive(truncation, "--truncation");
        positive(particles, "--particles");
        positive(threads, "--threads");
        positive(snapshotEvery, "--snapshot-every");
        positive(learningRate, "--lr");
        positive(sigma, "--sigma");
        positive(checkpointMinutes, "--checkpoint-minutes");
        if (estimator == PesVariant.ORIGINAL && recipe.objective() == MetaObjective.FINAL) {
            throw new UserException(
                    "The original estimator credits an episode's last loss to the newest noise"
                            + " alone, so it can't train for --objective final; use --estimator"
                            + " unbiased.");
        }
        if (new HashSet<>(tasks).size() < tasks.size()) {
            throw new UserException("Two tasks have the same name in " + tasks + ".");
        }
        if (stages.isEmpty() || tasks.isEmpty()) {
            throw new UserException("There is no stage or no task to train; name at least one.");
        }
        requireTrainable(optimizer, stages);
    }

    private static void requireTrainable(String optimizer, List<Stage> stages) {
        if (!LearnedOptimizers.names().contains(optimizer)) {
            throw new UserException(
                    "There is no optimizer "
                            + optimizer
                            + " to meta-train; name one of "
                            + String.join(", ", LearnedOptimizers.names())
                            + ".");
        }
        if (!LearnedOptimizers.hasStages(optimizer)) {
            if (!stages.equals(List.of(Stage.JOINT))) {
                throw new UserException(optimizer + " is trained as a whole; use --stage joint.");
            }
            return;
        }
        if (!hasRule(Architecture.of(optimizer)) && !stages.equals(List.of(Stage.SCHEDULER))) {
            throw new UserException(
                    optimizer + " has no update rule to train; use --stage scheduler.");
        }
    }

    static boolean hasRule(Architecture architecture) {
        return LearnedOptimizers.hasStages(architecture.name())
                && Stage.RULE.trained(architecture).size() > 0;
    }

    Architecture architecture() {
        return Architecture.of(optimizer);
    }

    /** Whether the first stage can't start from random meta-parameters. */
    boolean needsRule() {
        return stages.get(0) == Stage.SCHEDULER && hasRule(architecture());
    }

    /** Returns a builder of settings that differ from these. */
    SettingsBuilder change() {
        return new SettingsBuilder(this);
    }

    private static void positive(double value, String option) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new UserException(option + " must be greater than 0, not " + value + ".");
        }
    }
}
