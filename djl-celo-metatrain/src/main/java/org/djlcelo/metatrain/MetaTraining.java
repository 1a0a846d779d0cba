package org.djlcelo.metatrain;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.metatrain.inner.Stage;

/**
 * A meta-training run from its settings to its weights: stages one after the other, checkpoints on
 * the way.
 */
final class MetaTraining {

    private final RunFolder folder;
    private final RunDescription description;
    private final Settings settings;
    private final TaskData data;
    private volatile boolean stopRequested;

    /** Time spent by earlier processes of this run. */
    private double earlierSeconds;

    private long startNanos;

    /** Whether the last checkpoint and weights are on disk. */
    private boolean written;

    MetaTraining(RunFolder folder, RunDescription description, TaskData data) {
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
        return run(newStage(settings.stages().get(0), theta), theta, 0);
    }

    /** Continues from a checkpoint; nothing is written if that isn't possible. */
    Outcome resume(Checkpoint checkpoint) throws IOException, InterruptedException {
        StageRun run = newStage(checkpoint.stage(), checkpoint.stageStart());
        try {
            run.restore(new DataInputStream(new ByteArrayInputStream(checkpoint.progress())));
        } catch (IOException e) {
            throw new UserException(
                    "The run can't be continued from its checkpoint, for "
                            + e.getMessage()
                            + "; start another run with --init from its weights.",
                    e);
        }
        earlierSeconds = checkpoint.seconds();
        return run(run, checkpoint.stageStart(), checkpoint.metricsLength());
    }

    /** Continues from a portable checkpoint, with fresh particles. */
    Outcome goOn(PortableCheckpoint from) throws IOException, InterruptedException {
        StageRun run = newStage(from.stage(), from.theta());
        run.restoreMemory(new DataInputStream(new ByteArrayInputStream(from.memory())));
        earlierSeconds = from.seconds();
        return run(run, from.theta(), 0);
    }

    private StageRun newStage(Stage stage, MetaParameters theta) {
        return new StageRun(
                stage, settings, theta, data.tasks(), description.firstIteration(stage));
    }

    /** How a run ended. */
    enum Outcome {
        /** All iterations are done. */
        COMPLETE,
        /** Stopped on request; can be resumed. */
        STOPPED
    }

    private Outcome run(StageRun first, MetaParameters theta, long metricsLength)
            throws IOException, InterruptedException {
        startNanos = System.nanoTime();
        List<Stage> stages = settings.stages();
        List<Stage> later = stages.subList(stages.indexOf(first.stage()) + 1, stages.size());
        try (RunWriter writer = new RunWriter(folder, description, metricsLength)) {
            MetaParameters current = train(first, theta, writer);
            for (Stage stage : later) {
                if (!stopRequested) {
                    current = train(newStage(stage, current), current, writer);
                }
            }
        }
        if (!written) {
            throw new UserException(
                    "The last checkpoint or weights could not be written, those before stay; free"
                            + " some space and resume the run.");
        }
        return stopRequested ? Outcome.STOPPED : Outcome.COMPLETE;
    }

    /** Trains a stage to its end, or until a stop is requested. */
    private MetaParameters train(StageRun stage, MetaParameters stageStart, RunWriter writer)
            throws IOException, InterruptedException {
        try (StageRun run = stage;
                ProgressLine progress =
                        new ProgressLine(
                                "stage " + run.stage().id(),
                                run.iteration(),
                                settings.iterations())) {
            long lastCheckpoint = System.nanoTime();
            while (run.iteration() < settings.iterations() && !stopRequested) {
                MetricsLine line = run.iterate().at(seconds());
                writer.metrics(line);
                progress.update(line.iteration(), String.format("meta-loss %.4f", line.loss()));
                if (line.iteration() % settings.snapshotEvery() == 0) {
                    writer.snapshot(run);
                }
                double minutes = (System.nanoTime() - lastCheckpoint) / 60e9;
                if (minutes >= settings.checkpointMinutes()) {
                    writer.checkpoint(run, stageStart, seconds());
                    lastCheckpoint = System.nanoTime();
                }
            }
            written = writer.checkpoint(run, stageStart, seconds()) & writer.snapshot(run);
            return run.theta();
        }
    }

    private double seconds() {
        return earlierSeconds + (System.nanoTime() - startNanos) / 1e9;
    }
}
