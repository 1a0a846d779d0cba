package org.djlcelo.metatrain;

import java.util.ArrayList;
import java.util.List;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Initializer;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.metatrain.inner.InnerTask;
import org.djlcelo.metatrain.inner.Lengths;
import org.djlcelo.metatrain.inner.Stage;
import org.djlcelo.metatrain.pes.PesVariant;
import org.djlcelo.random.Key;

/**
 * Meta-trains Celo on any inner tasks, from a program: what {@code train} does on images from the
 * command line, without files and checkpoints.
 */
public final class MetaTrainer {

    private final List<InnerTask> tasks;
    private final List<Stage> stages;
    private final Settings settings;
    private final MetaParameters start;
    private final ProgressListener listener;

    /** Is told after every meta-iteration. */
    @FunctionalInterface
    public interface ProgressListener {

        /**
         * Takes note of an iteration.
         *
         * @param stage the stage in progress
         * @param iteration its meta-iterations done
         * @param metaLoss the mean normalised inner loss
         */
        void onIteration(Stage stage, int iteration, double metaLoss);
    }

    private MetaTrainer(Builder builder) {
        tasks = List.copyOf(builder.tasks);
        stages = builder.stages;
        settings =
                builder.settings
                        .optStages(stages)
                        .setTasks(tasks.stream().map(InnerTask::name).toList())
                        .optRecipe(Recipe.PAPER.withHorizons(builder.horizons))
                        .build();
        start =
                builder.start == null
                        ? Initializer.random(
                                Architecture.CELO, Key.of(settings.seed()).with("theta").random())
                        : builder.start;
        listener = builder.listener;
    }

    /**
     * Creates a builder; what isn't set is as in the paper, but for an unbiased estimator.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Trains all stages.
     *
     * @return the meta-parameters
     * @throws InterruptedException if the thread is interrupted
     */
    public MetaParameters train() throws InterruptedException {
        MetaParameters theta = start;
        for (Stage stage : stages) {
            try (StageRun run = new StageRun(stage, settings, theta, tasks, 0)) {
                while (run.iteration() < settings.iterations()) {
                    MetricsLine line = run.iterate();
                    listener.onIteration(stage, line.iteration(), line.loss());
                }
                theta = run.theta();
            }
        }
        return theta;
    }

    /** Builds a meta-trainer. */
    public static final class Builder {

        private final List<InnerTask> tasks = new ArrayList<>();
        private final SettingsBuilder settings =
                new SettingsBuilder().optEstimator(PesVariant.UNBIASED);
        private List<Stage> stages = List.of(Stage.values());
        private Lengths horizons = Lengths.CELO;
        private MetaParameters start;
        private ProgressListener listener = (stage, iteration, metaLoss) -> {};

        private Builder() {}

        /**
         * Adds a task to train on; all count the same.
         *
         * @param task the task
         * @return this builder
         */
        public Builder addTask(InnerTask task) {
            tasks.add(task);
            return this;
        }

        /**
         * Sets the meta-iterations of each stage.
         *
         * @param value at least 1; the paper has 100 000
         * @return this builder
         */
        public Builder setIterations(int value) {
            settings.optIterations(value);
            return this;
        }

        /**
         * Sets what is trained.
         *
         * @param values the stages in their order; both by default
         * @return this builder
         */
        public Builder optStages(Stage... values) {
            stages = List.of(values);
            return this;
        }

        /**
         * Sets the weights to start from; random ones by default.
         *
         * @param theta meta-parameters of Celo
         * @return this builder
         */
        public Builder optStart(MetaParameters theta) {
            start = theta;
            return this;
        }

        /**
         * Sets the rate of the meta-optimizer.
         *
         * @param value greater than 0; 3e-4 by default
         * @return this builder
         */
        public Builder optLearningRate(double value) {
            settings.optLearningRate(value);
            return this;
        }

        /**
         * Sets the antithetic pairs per task.
         *
         * @param value at least 1; 8 by default
         * @return this builder
         */
        public Builder optParticles(int value) {
            settings.optParticles(value);
            return this;
        }

        /**
         * Sets the inner steps of a meta-iteration.
         *
         * @param value at least 1; 50 by default
         * @return this builder
         */
        public Builder optTruncation(int value) {
            settings.optTruncation(value);
            return this;
        }

        /**
         * Sets how long inner runs are.
         *
         * @param value the lengths; 100 to 2000 steps by default
         * @return this builder
         */
        public Builder optHorizons(Lengths value) {
            horizons = value;
            return this;
        }

        /**
         * Sets the seed of everything random.
         *
         * @param value the seed
         * @return this builder
         */
        public Builder optSeed(long value) {
            settings.optSeed(value);
            return this;
        }

        /**
         * Sets the worker threads, which have no influence on the result.
         *
         * @param value at least 1; 2 by default
         * @return this builder
         */
        public Builder optThreads(int value) {
            settings.optThreads(value);
            return this;
        }

        /**
         * Sets who is told of progress.
         *
         * @param value the listener
         * @return this builder
         */
        public Builder optListener(ProgressListener value) {
            listener = value;
            return this;
        }

        /**
         * Builds the meta-trainer.
         *
         * @return the meta-trainer
         * @throws RuntimeException with one sentence, if a number makes no sense, there is no task,
         *     or stage scheduler alone has no weights to start from
         */
        public MetaTrainer build() {
            if (start == null && !stages.contains(Stage.RULE)) {
                throw new UserException(
                        "Stage scheduler alone starts from the weights of stage rule; name them"
                                + " with optStart.");
            }
            return new MetaTrainer(this);
        }
    }
}
