package org.djlcelo.eval.experiment;

import java.util.List;
import java.util.SortedMap;
import org.djlcelo.eval.task.DataUse;

/**
 * Everything that is known about one run: its configuration, its surroundings, its curves.
 *
 * @param format the revision of this format
 * @param config what was run
 * @param data the data really used
 * @param versions versions of the software, by component
 * @param machine what it ran on, by property
 * @param weightsSource where learned weights came from; null for other optimizers
 * @param status how it ended
 * @param message one sentence about a failure; null otherwise
 * @param finishedAt when it ended, ISO 8601 in UTC
 * @param seconds wall time of the whole run
 * @param millisPerStep wall time of a training step without evaluations
 * @param optimizerMillisPerStep the optimizer's part of it; null on an accelerator, where it is not
 *     waited for, and in records made before it was measured
 * @param curves what was measured, up to the failure if there was one
 */
public record RunRecord(
        int format,
        Config config,
        List<DataUse> data,
        SortedMap<String, String> versions,
        SortedMap<String, String> machine,
        String weightsSource,
        Status status,
        String message,
        String finishedAt,
        double seconds,
        double millisPerStep,
        Double optimizerMillisPerStep,
        Curves curves) {

    /** The revision of the format that this version writes. */
    public static final int FORMAT = 1;

    /** How a run ended. */
    public enum Status {
        /** All steps were done; the loss need not be finite. */
        OK,
        /** It was given up; the message says why. */
        FAILED
    }

    /**
     * What a run took; the components are those of the record.
     *
     * @param seconds wall time of the whole run
     * @param millisPerStep wall time of a training step without evaluations
     * @param optimizerMillisPerStep the optimizer's part of it, or null
     */
    public record Cost(double seconds, double millisPerStep, Double optimizerMillisPerStep) {}

    /**
     * What was run, in full.
     *
     * @param task the task's name
     * @param taskRevision the revision of its definition
     * @param taskSummary the task in words
     * @param measure the name of the task's measure; null if it has none
     * @param optimizer the contender's name
     * @param family the contender's family
     * @param settings the contender's settings
     * @param seed the seed of initial values and batches
     * @param steps training steps
     * @param device {@code cpu} or {@code gpu}
     * @param protocol when and how much was evaluated
     */
    public record Config(
            String task,
            int taskRevision,
            String taskSummary,
            String measure,
            String optimizer,
            String family,
            SortedMap<String, String> settings,
            long seed,
            int steps,
            String device,
            Protocol protocol) {}
}
