package org.djlcelo.metatrain;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.io.Weights;
import org.djlcelo.lopt.io.WeightsFile;
import org.djlcelo.metatrain.inner.Stage;

/**
 * A meta-training run from its settings to its weights: stages one after the other, checkpoints on
 * the way.
 */
final class MetaTraining {

    private final RunFolder folder;
    private final RunFolder.Description description;
    private final Settings settings;
    private final TaskData data;
    private volatile boolean stopRequested;

    /** Time spent by earlier processes of this run. */
    private double earlierSeconds;

    private long startNanos;

    MetaTraining(RunFolder folder, RunFolder.Description description, TaskData data) {
        this.folder = folder;
        this.description = description;
        this.settings = description.settings();
        this.data = data;
    }

    /** Asks the run to checkpoint and end after the current iteration. */
    void requestStop() {
        stopRequested = true;
    }

    /** Runs from the beginning, from given meta-parameters. */
    Outcome start(MetaParameters theta) throws IOException, InterruptedException {
        return run(0, theta, null);
    }

    /** Continues from a checkpoint. */
    Outcome resume(Checkpoint checkpoint) throws IOException, InterruptedException {
        int stage = settings.stages().indexOf(checkpoint.stage());
        earlierSeconds = checkpoint.seconds();
        return run(stage, checkpoint.stageStart(), checkpoint);
    }

    /** How a run ended. */
    enum Outcome {
        /** All iterations are done. */
        COMPLETE,
        /** Stopped on request; can be resumed. */
        STOPPED
    }

    private Outcome run(int firstStage, MetaParameters theta, Checkpoint from)
            throws IOException, InterruptedException {
        startNanos = System.nanoTime();
        MetaParameters current = theta;
        Checkpoint checkpoint = from;
        try (Metrics metrics =
                Metrics.open(folder.metrics(), from == null ? 0 : from.metricsLength())) {
            List<Stage> stages = settings.stages();
            for (Stage stage : stages.subList(firstStage, stages.size())) {
                try (StageRun run = new StageRun(stage, settings, current, data.tasks())) {
                    if (checkpoint != null) {
                        run.restore(
                                new DataInputStream(
                                        new ByteArrayInputStream(checkpoint.progress())));
                    }
                    checkpoint = null;
                    train(run, current, metrics);
                    if (stopRequested) {
                        return Outcome.STOPPED;
                    }
                    current = run.theta();
                }
            }
        }
        return Outcome.COMPLETE;
    }

    private void train(StageRun run, MetaParameters stageStart, Metrics metrics)
            throws IOException, InterruptedException {
        Stage stage = run.stage();
        long lastCheckpoint = System.nanoTime();
        try (ProgressLine progress =
                new ProgressLine("stage " + stage.id(), run.iteration(), settings.iterations())) {
            while (run.iteration() < settings.iterations() && !stopRequested) {
                MetricsLine line = run.iterate().at(seconds());
                metrics.write(line);
                progress.update(line.iteration(), String.format("meta-loss %.4f", line.loss()));
                if (line.iteration() % settings.snapshotEvery() == 0) {
                    snapshot(run);
                }
                double minutes = (System.nanoTime() - lastCheckpoint) / 60e9;
                if (minutes >= settings.checkpointMinutes()) {
                    save(run, stageStart, metrics);
                    lastCheckpoint = System.nanoTime();
                }
            }
        }
        save(run, stageStart, metrics);
        snapshot(run);
    }

    private void save(StageRun run, MetaParameters stageStart, Metrics metrics) throws IOException {
        ByteArrayOutputStream progress = new ByteArrayOutputStream();
        run.save(new DataOutputStream(progress));
        folder.save(
                new Checkpoint(
                        run.stage(),
                        run.theta(),
                        stageStart,
                        seconds(),
                        metrics.flush(),
                        progress.toByteArray()));
    }

    private void snapshot(StageRun run) throws IOException {
        WeightsFile.write(
                new Weights(
                        run.theta(), Origins.provenance(description, run.stage(), run.iteration())),
                folder.weights(run.stage(), run.iteration()));
    }

    private double seconds() {
        return earlierSeconds + (System.nanoTime() - startNanos) / 1e9;
    }
}
