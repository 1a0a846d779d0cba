package org.djlcelo.metatrain;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.io.Weights;
import org.djlcelo.lopt.io.WeightsException;
import org.djlcelo.lopt.io.WeightsFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run leaves on disk while it trains.
 *
 * <p>A disk that is full now may have room in an hour, and hours of training are worth more than a
 * checkpoint: what can't be written is said, the files before stay, and training goes on.
 */
final class RunWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunWriter.class);

    private final RunFolder folder;
    private final RunDescription description;
    private final Metrics metrics;
    private boolean metricsWait;

    RunWriter(RunFolder folder, RunDescription description, long metricsLength) throws IOException {
        this.folder = folder;
        this.description = description;
        metrics = Metrics.open(folder.metrics(), metricsLength);
    }

    void metrics(MetricsLine line) {
        try {
            metrics.write(line);
            metricsWait = false;
        } catch (IOException e) {
            // said once, not six times a second
            if (!metricsWait) {
                LOG.warn(
                        "Metrics can't be written ({}); they wait in memory, free some space",
                        e.getMessage());
            }
            metricsWait = true;
        }
    }

    /** Returns whether it is on disk. */
    boolean checkpoint(StageRun run, MetaParameters stageStart, double seconds) {
        try {
            ByteArrayOutputStream progress = new ByteArrayOutputStream();
            run.save(new DataOutputStream(progress));
            Checkpoint checkpoint =
                    new Checkpoint(
                            run.stage(),
                            run.theta(),
                            stageStart,
                            seconds,
                            metrics.flush(),
                            progress.toByteArray());
            folder.save(checkpoint);
            PortableCheckpoint.of(description, checkpoint).write(folder.portable());
            return true;
        } catch (IOException e) {
            LOG.warn(
                    "The checkpoint of iteration {} can't be written ({}); those before stay, and"
                            + " training goes on",
                    run.iteration(),
                    e.getMessage());
            return false;
        }
    }

    /**
     * Returns whether it is on disk.
     *
     * @throws WeightsException if weights are not finite: there is nothing to train any more
     */
    boolean snapshot(StageRun run) throws WeightsException {
        try {
            WeightsFile.write(
                    new Weights(
                            run.theta(),
                            Origins.provenance(description, run.stage(), run.iteration())),
                    folder.weights(run.stage(), run.iteration()));
            return true;
        } catch (WeightsException e) {
            throw e;
        } catch (IOException e) {
            LOG.warn(
                    "The weights of iteration {} can't be written ({}); training goes on",
                    run.iteration(),
                    e.getMessage());
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        metrics.close();
    }
}
