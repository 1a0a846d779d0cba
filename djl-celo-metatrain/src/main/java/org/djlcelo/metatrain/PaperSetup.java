package org.djlcelo.metatrain;

import java.util.ArrayList;
import java.util.List;
import org.djlcelo.data.EmbeddedData;
import org.djlcelo.data.FloatImages;
import org.djlcelo.data.ImagePipeline;
import org.djlcelo.data.ImagePipeline.Colour;
import org.djlcelo.data.ImageSet;
import org.djlcelo.data.Split;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.metatrain.inner.ImageMlpTask;
import org.djlcelo.metatrain.inner.Stage;
import org.djlcelo.random.Key;

/**
 * A meta-training of the size that the paper has, to measure its iterations: four image tasks,
 * eight antithetic pairs each, 50 inner steps (paper, section 5; specification of meta-training,
 * section 0).
 *
 * <p>Everything but the data is what {@code train} does. The data is that of the jar, two tasks on
 * digits and two on letters; nothing that is measured depends on the pixels.
 */
public final class PaperSetup implements AutoCloseable {

    private static final ImagePipeline GREY_8X8 = new ImagePipeline(8, 8, Colour.GREY);

    private final StageRun run;

    /**
     * Prepares a run; its first truncation begins at random places of episodes.
     *
     * @param stage which meta-parameters are trained
     * @param theta the meta-parameters to start from
     * @param threads worker threads, at least 1
     */
    public PaperSetup(Stage stage, MetaParameters theta, int threads) {
        List<ImageMlpTask> tasks = new ArrayList<>();
        for (int copy = 1; copy <= 2; copy++) {
            tasks.add(task("digits-" + copy, EmbeddedData.digits(Split.TRAIN)));
            tasks.add(task("letters-" + copy, EmbeddedData.letters(Split.TRAIN)));
        }
        Settings settings =
                new SettingsBuilder()
                        .optStages(List.of(stage))
                        .setTasks(tasks.stream().map(ImageMlpTask::name).toList())
                        .optThreads(threads)
                        .build();
        run = new StageRun(stage, settings, theta, tasks, 0);
    }

    private static ImageMlpTask task(String name, ImageSet images) {
        FloatImages inputs = GREY_8X8.apply(images);
        return new ImageMlpTask(name, inputs, Key.of(0).with(name));
    }

    /**
     * Makes one meta-iteration: batches, perturbations, all trajectories, outer update.
     *
     * @return the mean of the normalised inner losses
     * @throws InterruptedException if the thread is interrupted while it waits for the workers
     */
    public double iterate() throws InterruptedException {
        return run.iterate().loss();
    }

    /** Ends the worker threads. */
    @Override
    public void close() {
        run.close();
    }
}
