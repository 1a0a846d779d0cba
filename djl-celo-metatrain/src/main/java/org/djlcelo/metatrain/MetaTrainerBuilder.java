package org.djlcelo.metatrain;

import java.util.ArrayList;
import java.util.List;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.metatrain.inner.InnerTask;
import org.djlcelo.metatrain.inner.LearnedOptimizers;
import org.djlcelo.metatrain.inner.Lengths;
import org.djlcelo.metatrain.inner.Stage;
import org.djlcelo.metatrain.pes.PesVariant;

/** Builds a {@link MetaTrainer}. */
public final class MetaTrainerBuilder {

    final List<InnerTask> tasks = new ArrayList<>();
    final SettingsBuilder settings = new SettingsBuilder().optEstimator(PesVariant.UNBIASED);
    List<Stage> stages = Stage.TWO;
    Lengths horizons = Lengths.CELO;
    String optimizer = Settings.DEFAULT_OPTIMIZER;
    MetaParameters start;
    MetaTrainer.ProgressListener listener = (stage, iteration, metaLoss) -> {};

    MetaTrainerBuilder() {}

    /**
     * Adds a task to train on; all count the same.
     *
     * @param task the task
     * @return this builder
     */
    public MetaTrainerBuilder addTask(InnerTask task) {
        tasks.add(task);
        return this;
    }

    /**
     * Sets the meta-iterations of each stage.
     *
     * @param value at least 1; the paper has 100 000
     * @return this builder
     */
    public MetaTrainerBuilder setIterations(int value) {
        settings.optIterations(value);
        return this;
    }

    /**
     * Sets what is trained.
     *
     * @param values the stages in their order; both by default
     * @return this builder
     */
    public MetaTrainerBuilder optStages(Stage... values) {
        stages = List.of(values);
        return this;
    }

    /**
     * Sets which optimizer is trained, with random weights at first.
     *
     * @param architecture one of {@link LearnedOptimizers#names}; Celo by default
     * @return this builder
     */
    public MetaTrainerBuilder optOptimizer(Architecture architecture) {
        optimizer = architecture.name();
        return this;
    }

    /**
     * Sets the weights to start from; random ones by default.
     *
     * @param theta meta-parameters, whose architecture is trained
     * @return this builder
     */
    public MetaTrainerBuilder optStart(MetaParameters theta) {
        start = theta;
        optimizer = theta.architecture().name();
        return this;
    }

    /**
     * Sets the rate of the meta-optimizer.
     *
     * @param value greater than 0; 3e-4 by default
     * @return this builder
     */
    public MetaTrainerBuilder optLearningRate(double value) {
        settings.optLearningRate(value);
        return this;
    }

    /**
     * Sets the antithetic pairs per task.
     *
     * @param value at least 1; 8 by default
     * @return this builder
     */
    public MetaTrainerBuilder optParticles(int value) {
        settings.optParticles(value);
        return this;
    }

    /**
     * Sets the inner steps of a meta-iteration.
     *
     * @param value at least 1; 50 by default
     * @return this builder
     */
    public MetaTrainerBuilder optTruncation(int value) {
        settings.optTruncation(value);
        return this;
    }

    /**
     * Sets how long inner runs are.
     *
     * @param value the lengths; 100 to 2000 steps by default
     * @return this builder
     */
    public MetaTrainerBuilder optHorizons(Lengths value) {
        horizons = value;
        return this;
    }

    /**
     * Sets the seed of everything random.
     *
     * @param value the seed
     * @return this builder
     */
    public MetaTrainerBuilder optSeed(long value) {
        settings.optSeed(value);
        return this;
    }

    /**
     * Sets the worker threads, which have no influence on the result.
     *
     * @param value at least 1; 2 by default
     * @return this builder
     */
    public MetaTrainerBuilder optThreads(int value) {
        settings.optThreads(value);
        return this;
    }

    /**
     * Sets who is told of progress.
     *
     * @param value the listener
     * @return this builder
     */
    public MetaTrainerBuilder optListener(MetaTrainer.ProgressListener value) {
        listener = value;
        return this;
    }

    /**
     * Builds the meta-trainer.
     *
     * @return the meta-trainer
     * @throws RuntimeException with one sentence, if a number makes no sense, there is no task, or
     *     stage scheduler alone has no weights to start from
     */
    public MetaTrainer build() {
        boolean hasRule = Settings.hasRule(Architecture.of(optimizer));
        if (start == null && hasRule && stages.equals(List.of(Stage.SCHEDULER))) {
            throw new UserException(
                    "Stage scheduler alone starts from the weights of stage rule; name them"
                            + " with optStart.");
        }
        return new MetaTrainer(this);
    }
}
