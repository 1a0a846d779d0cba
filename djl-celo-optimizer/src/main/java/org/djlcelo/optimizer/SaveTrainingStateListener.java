package org.djlcelo.optimizer;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.training.Trainer;
import ai.djl.training.listener.SaveModelTrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves a learned optimizer's state beside DJL's own model checkpoints, so that a stopped training
 * can be resumed.
 *
 * <p>Makes the checkpoints of {@link SaveModelTrainingListener} and with every {@code
 * name-0001.params} a {@code name-0001.optimizer}. The state is written last, and removed before
 * the parameters of its epoch are written anew: where it exists, both belong together.
 *
 * <pre>{@code
 * int done = SaveTrainingStateListener.resume(celo, model, dir, "mnist");   // 0 at first
 * SaveTrainingStateListener saver = new SaveTrainingStateListener(celo, dir, "mnist", 1);
 * saver.setEpoch(done);
 * config.addTrainingListeners(saver);
 * ...
 * EasyTrain.fit(trainer, epochs - done, trainingSet, validationSet);
 * }</pre>
 *
 * <p>The random state of shuffling and dropout is not saved. DJL releases the frozen parameters of
 * a loaded model when the trainer is made: freeze them again after that.
 */
public final class SaveTrainingStateListener extends SaveModelTrainingListener {

    private static final Logger logger = LoggerFactory.getLogger(SaveTrainingStateListener.class);

    private final LearnedOptimizer optimizer;
    private final Path outputDir;
    private Consumer<Trainer> callback = trainer -> {};
    private int epoch;

    /**
     * Creates a listener.
     *
     * @param optimizer the optimizer in training
     * @param outputDir the folder of the checkpoints
     * @param modelName the name that checkpoints begin with, null for the model's
     * @param checkpoint save every so many epochs and at the end of training; -1 for only at the
     *     end
     */
    public SaveTrainingStateListener(
            LearnedOptimizer optimizer, Path outputDir, String modelName, int checkpoint) {
        super(outputDir.toString(), modelName, checkpoint);
        if (checkpoint == 0 || checkpoint < -1) {
            throw new IllegalArgumentException(
                    "Checkpoints come every 1 or more epochs, or -1 for only at the end, not "
                            + checkpoint);
        }
        this.optimizer = optimizer;
        this.outputDir = outputDir;
    }

    /**
     * Sets the number of epochs done, for a resumed training.
     *
     * @param epoch epochs done before
     */
    public void setEpoch(int epoch) {
        this.epoch = epoch;
    }

    /** {@inheritDoc} */
    @Override
    public void setSaveModelCallback(Consumer<Trainer> onSaveModel) {
        callback = onSaveModel;
    }

    /** {@inheritDoc} */
    @Override
    public void onEpoch(Trainer trainer) {
        epoch++;
        super.onEpoch(trainer);
    }

    /** {@inheritDoc} */
    @Override
    protected void saveModel(Trainer trainer) {
        Model model = trainer.getModel();
        model.setProperty("Epoch", Integer.toString(epoch));
        callback.accept(trainer);
        String name = Objects.requireNonNullElse(getOverrideModelName(), model.getName());
        Path state = stateFile(outputDir, name, epoch);
        try {
            Files.deleteIfExists(state);
            model.save(outputDir, name);
            optimizer.save(state, model);
        } catch (IOException | IllegalStateException e) {
            // as DJL does: a training of hours must not end for a full disk
            logger.error("Failed to save checkpoint {}: {}", epoch, e.getMessage(), e);
        }
    }

    /**
     * Returns the file of the optimizer's state after an epoch.
     *
     * @param outputDir the folder of the checkpoints
     * @param modelName the name that checkpoints begin with
     * @param epoch epochs done
     * @return the file's path
     */
    public static Path stateFile(Path outputDir, String modelName, int epoch) {
        return outputDir.resolve(String.format(Locale.ROOT, "%s-%04d.optimizer", modelName, epoch));
    }

    /**
     * Loads the newest checkpoint that has both parameters and optimizer state, if there is any.
     *
     * @param optimizer a new optimizer, built like the one that was saved
     * @param model the model with its block
     * @param outputDir the folder of the checkpoints
     * @param modelName the name that checkpoints begin with
     * @return the epochs done, 0 if there is no checkpoint
     * @throws IOException if a checkpoint can't be read or belongs to something else
     * @throws MalformedModelException if the parameters aren't those of the model
     */
    public static int resume(
            LearnedOptimizer optimizer, Model model, Path outputDir, String modelName)
            throws IOException, MalformedModelException {
        int epoch = newest(outputDir, modelName);
        if (epoch > 0) {
            model.load(outputDir, modelName, Map.of("epoch", Integer.toString(epoch)));
            optimizer.load(stateFile(outputDir, modelName, epoch), model);
        }
        return epoch;
    }

    private static int newest(Path outputDir, String modelName) throws IOException {
        if (!Files.isDirectory(outputDir)) {
            return 0;
        }
        Pattern name = Pattern.compile(Pattern.quote(modelName) + "-(\\d{4,9})\\.params");
        try (Stream<Path> files = Files.list(outputDir)) {
            return files.map(file -> name.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .mapToInt(match -> Integer.parseInt(match.group(1)))
                    .filter(epoch -> Files.exists(stateFile(outputDir, modelName, epoch)))
                    .max()
                    .orElse(0);
        }
    }
}
