package org.djlcelo.optimizer;

import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListenerAdapter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Saves a learned optimizer's state beside DJL's own model checkpoints.
 *
 * <p>DJL's {@code SaveModelTrainingListener} writes {@code name-0001.params} after the first epoch;
 * this listener writes {@code name-0001.optimizer} at the same times. To resume, load both files of
 * the same number.
 */
public final class SaveOptimizerStateListener extends TrainingListenerAdapter {

    private final LearnedOptimizer optimizer;
    private final Path outputDir;
    private final String modelName;
    private final int checkpoint;
    private int epoch;
    private int savedEpoch = -1;

    /**
     * Creates a listener.
     *
     * @param optimizer the optimizer in training
     * @param outputDir the directory of the checkpoints
     * @param modelName the name that checkpoints begin with
     * @param checkpoint save every so many epochs, and at the end of training
     */
    public SaveOptimizerStateListener(
            LearnedOptimizer optimizer, Path outputDir, String modelName, int checkpoint) {
        if (checkpoint < 1) {
            throw new IllegalArgumentException(
                    "Checkpoints come every 1 or more epochs, not " + checkpoint);
        }
        this.optimizer = optimizer;
        this.outputDir = outputDir;
        this.modelName = modelName;
        this.checkpoint = checkpoint;
    }

    /**
     * Sets the number of epochs done, for a resumed training.
     *
     * @param epoch epochs done before
     */
    public void setEpoch(int epoch) {
        this.epoch = epoch;
    }

    /**
     * Returns the file of an epoch.
     *
     * @param outputDir the directory of the checkpoints
     * @param modelName the name that checkpoints begin with
     * @param epoch epochs done
     * @return the file's path
     */
    public static Path file(Path outputDir, String modelName, int epoch) {
        return outputDir.resolve(String.format(Locale.ROOT, "%s-%04d.optimizer", modelName, epoch));
    }

    /** {@inheritDoc} */
    @Override
    public void onEpoch(Trainer trainer) {
        epoch++;
        if (epoch % checkpoint == 0) {
            save(trainer);
        }
    }

    /** {@inheritDoc} */
    @Override
    public void onTrainingEnd(Trainer trainer) {
        if (epoch > 0 && savedEpoch != epoch) {
            save(trainer);
        }
    }

    private void save(Trainer trainer) {
        try {
            optimizer.save(file(outputDir, modelName, epoch), trainer.getModel());
            savedEpoch = epoch;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Saving the optimizer's state failed: " + e.getMessage(), e);
        }
    }
}
