package org.djlcelo.metatrain;

import java.util.List;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.metatrain.inner.InnerTask;
import org.djlcelo.metatrain.inner.LearnedOptimizers;
import org.djlcelo.metatrain.inner.Stage;
import org.djlcelo.random.Key;

/**
 * Meta-trains Celo and its variants on any inner tasks, from a program: what {@code train} does on
 * images from the command line, without files and checkpoints.
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

    MetaTrainer(MetaTrainerBuilder builder) {
        tasks = List.copyOf(builder.tasks);
        stages = builder.stages;
        settings =
                builder.settings
                        .optStages(stages)
                        .optOptimizer(builder.optimizer)
                        .setTasks(tasks.stream().map(InnerTask::name).toList())
                        .optRecipe(Recipe.PAPER.withHorizons(builder.horizons))
                        .build();
        start =
                builder.start == null
                        ? LearnedOptimizers.initial(
                                settings.architecture(),
                                Key.of(settings.seed()).with("theta").random())
                        : builder.start;
        listener = builder.listener;
    }

    /**
     * Creates a builder; what isn't set is as in the paper, but for an unbiased estimator.
     *
     * @return a new builder
     */
    public static MetaTrainerBuilder builder() {
        return new MetaTrainerBuilder();
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
}
