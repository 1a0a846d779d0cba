package org.djlcelo.metatrain;

import java.util.List;
import org.djlcelo.data.TrainPart;
import org.djlcelo.metatrain.inner.Stage;
import org.djlcelo.metatrain.pes.PesVariant;

/**
 * Builds {@link Settings}; what isn't set is as in the paper, but for the data, which it must name.
 */
final class SettingsBuilder {

    private List<Stage> stages = Stage.TWO;
    private int iterations = 100_000;
    private double learningRate = 3e-4;
    private double weightDecay = 1e-4;
    private double sigma = 0.01;
    private int truncation = 50;
    private int particles = 8;
    private PesVariant estimator = PesVariant.ORIGINAL;
    private long seed = 0;
    private DataPlace data = new DataPlace(DataPlace.Kind.EMBEDDED, null);
    private List<String> tasks = List.of();
    private String init;
    private int threads = 2;
    private double checkpointMinutes = 3;
    private int snapshotEvery = 500;
    private String command = "";
    private String commit;
    private Recipe recipe = Recipe.PAPER;
    private String optimizer = Settings.DEFAULT_OPTIMIZER;
    private TrainPart trainPart = TrainPart.INTENDED;

    SettingsBuilder() {}

    /** Starts from other settings. */
    SettingsBuilder(Settings other) {
        stages = other.stages();
        iterations = other.iterations();
        learningRate = other.learningRate();
        weightDecay = other.weightDecay();
        sigma = other.sigma();
        truncation = other.truncation();
        particles = other.particles();
        estimator = other.estimator();
        seed = other.seed();
        data = other.data();
        tasks = other.tasks();
        init = other.init();
        threads = other.threads();
        checkpointMinutes = other.checkpointMinutes();
        snapshotEvery = other.snapshotEvery();
        command = other.command();
        commit = other.commit();
        recipe = other.recipe();
        optimizer = other.optimizer();
        trainPart = other.trainPart();
    }

    SettingsBuilder optStages(List<Stage> value) {
        stages = value;
        return this;
    }

    SettingsBuilder optIterations(int value) {
        iterations = value;
        return this;
    }

    SettingsBuilder optLearningRate(double value) {
        learningRate = value;
        return this;
    }

    SettingsBuilder optWeightDecay(double value) {
        weightDecay = value;
        return this;
    }

    SettingsBuilder optSigma(double value) {
        sigma = value;
        return this;
    }

    SettingsBuilder optTruncation(int value) {
        truncation = value;
        return this;
    }

    SettingsBuilder optParticles(int value) {
        particles = value;
        return this;
    }

    SettingsBuilder optEstimator(PesVariant value) {
        estimator = value;
        return this;
    }

    SettingsBuilder optSeed(long value) {
        seed = value;
        return this;
    }

    SettingsBuilder optData(DataPlace value) {
        data = value;
        return this;
    }

    SettingsBuilder setTasks(List<String> value) {
        tasks = value;
        return this;
    }

    SettingsBuilder optInit(String value) {
        init = value;
        return this;
    }

    SettingsBuilder optThreads(int value) {
        threads = value;
        return this;
    }

    SettingsBuilder optCheckpointMinutes(double value) {
        checkpointMinutes = value;
        return this;
    }

    SettingsBuilder optSnapshotEvery(int value) {
        snapshotEvery = value;
        return this;
    }

    SettingsBuilder optCommand(String value) {
        command = value;
        return this;
    }

    SettingsBuilder optCommit(String value) {
        commit = value;
        return this;
    }

    SettingsBuilder optRecipe(Recipe value) {
        recipe = value;
        return this;
    }

    SettingsBuilder optOptimizer(String value) {
        optimizer = value;
        return this;
    }

    SettingsBuilder optTrainPart(TrainPart value) {
        trainPart = value;
        return this;
    }

    Settings build() {
        return new Settings(
                stages,
                iterations,
                learningRate,
                weightDecay,
                sigma,
                truncation,
                particles,
                estimator,
                seed,
                data,
                tasks,
                init,
                threads,
                checkpointMinutes,
                snapshotEvery,
                command,
                commit,
                recipe,
                optimizer,
                trainPart);
    }
}
