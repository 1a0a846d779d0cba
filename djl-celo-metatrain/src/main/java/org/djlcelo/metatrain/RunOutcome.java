package org.djlcelo.metatrain;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.metatrain.inner.Stage;

/**
 * How far a run has come: its last checkpoint, or its last snapshot where only description, metrics
 * and weights were kept.
 *
 * @param stage the stage in progress
 * @param iteration the number of meta-iterations done in it
 * @param theta the weights
 */
record RunOutcome(Stage stage, int iteration, MetaParameters theta) {

    static RunOutcome of(RunFolder folder, Settings settings) throws IOException {
        Optional<RunOutcome> kept =
                folder.hasCheckpoint() ? Optional.empty() : lastSnapshot(folder, settings);
        if (kept.isPresent()) {
            return kept.get();
        }
        Checkpoint checkpoint = folder.load(settings.architecture());
        return new RunOutcome(checkpoint.stage(), checkpoint.iteration(), checkpoint.theta());
    }

    private static Optional<RunOutcome> lastSnapshot(RunFolder folder, Settings settings)
            throws IOException {
        List<Stage> stages = settings.stages();
        for (int s = stages.size() - 1; s >= 0; s--) {
            Stage stage = stages.get(s);
            Optional<Integer> iteration = folder.lastSnapshot(stage);
            if (iteration.isPresent()) {
                MetaParameters theta = Origins.read(folder.weights(stage, iteration.get()));
                return Optional.of(new RunOutcome(stage, iteration.get(), theta));
            }
        }
        return Optional.empty();
    }
}
