package org.djlcelo.eval.score;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.djlcelo.eval.experiment.RunRecord;

/**
 * A record with its place in a score sheet.
 *
 * @param column the label of its task
 * @param family the label of what its optimizer is a setting of
 * @param row the label of its optimizer at this setting
 * @param run the record
 * @param curve the smoothed training loss at the evaluations; empty for a failed run
 */
public record Trial(
        String column, String family, String row, RunRecord run, Optional<LossCurve> curve) {

    /** The family that scores are relative to. */
    public static final String BASELINE_FAMILY = "adam";

    /** The setting that a run with an augmented task carries: the factor on its parameters. */
    private static final String AUGMENTATION = "tau";

    private static final String RATE = "learningRate";

    static Trial of(Labels labels, RunRecord run) {
        return new Trial(
                labels.column(run), labels.family(run), labels.row(run), run, LossCurve.of(run));
    }

    static boolean isAugmented(RunRecord run) {
        return isAugmented(run.config().settings());
    }

    /**
     * Tells whether runs with some settings show an effect and are not scored.
     *
     * @param settings an optimizer's
     * @return whether the task's parameters are re-scaled
     */
    public static boolean isAugmented(Map<String, String> settings) {
        return settings.containsKey(AUGMENTATION);
    }

    /**
     * Returns the seed of initial values and batches.
     *
     * @return the seed
     */
    public long seed() {
        return run.config().seed();
    }

    /**
     * Tells whether the run is one of Adam, from which the baseline is chosen.
     *
     * @return whether its family is the baseline's
     */
    public boolean isBaseline() {
        return run.config().family().equals(BASELINE_FAMILY);
    }

    /**
     * Returns the factor by which the task's parameters were re-scaled; such a run shows an effect
     * and is not scored.
     *
     * @return τ; empty for a run of the task as it is
     */
    public OptionalDouble augmentation() {
        return setting(AUGMENTATION);
    }

    /**
     * Returns the smoothed training loss as far as the run came, also of a failed one: for
     * pictures, never for scores.
     *
     * @return the curve; empty for a run that failed before its first evaluation
     */
    public Optional<LossCurve> recordedCurve() {
        return LossCurve.recorded(run);
    }

    /**
     * Returns the loss on test batches at the end, smoothed as the training loss is.
     *
     * @return the loss; NaN if the run failed
     */
    public double testLoss() {
        return smoothedEnd(run.curves().evalTestLoss());
    }

    /**
     * Returns the loss on validation batches at the end, smoothed as the training loss is.
     *
     * @return the loss; NaN if the run failed or the task holds no such samples back
     */
    public double validLoss() {
        return smoothedEnd(run.curves().evalValidLoss());
    }

    /**
     * Returns the task's measure on test batches at the end, smoothed as the training loss is.
     *
     * @return the value; NaN if the run failed or the task has no measure
     */
    public double testMeasure() {
        return smoothedEnd(run.curves().evalTestMeasure());
    }

    private double smoothedEnd(float[] values) {
        return values.length == 0 || run.status() == RunRecord.Status.FAILED
                ? Double.NaN
                : LossCurve.of(run.curves().evalSteps(), values).finalLoss();
    }

    /** The constant learning rate, if the optimizer has one. */
    OptionalDouble learningRate() {
        return setting(RATE);
    }

    /** The loss by which trials are ranked: a run without a finite end is worst. */
    double rank() {
        return curve.map(LossCurve::finalLoss)
                .filter(Double::isFinite)
                .orElse(Double.POSITIVE_INFINITY);
    }

    private OptionalDouble setting(String name) {
        try {
            String value = run.config().settings().get(name);
            return value == null
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(Double.parseDouble(value));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
