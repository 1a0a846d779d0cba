package org.djlcelo.eval.score;

import java.util.Optional;
import org.djlcelo.eval.experiment.Curves;
import org.djlcelo.eval.experiment.RunRecord;

/**
 * A smoothed loss curve at the evaluation points: what all scores are computed from.
 *
 * <p>Smoothing is an exponential moving average, {@code x0 = l0, x(k+1) = 0.9 x(k) + 0.1 l(k+1)},
 * for the baseline and the judged optimizer alike (task specification, section 4). A non-finite
 * loss makes everything after it non-finite: such a run did not end well.
 */
public final class LossCurve {

    private static final double SMOOTHING = 0.9;

    private final int[] steps;
    private final double[] smoothed;

    private LossCurve(int[] steps, double[] smoothed) {
        this.steps = steps;
        this.smoothed = smoothed;
    }

    /**
     * Returns the smoothed training loss at the evaluations of a run.
     *
     * @param run the record
     * @return the curve; empty for a failed run
     */
    static Optional<LossCurve> of(RunRecord run) {
        return run.status() == RunRecord.Status.FAILED ? Optional.empty() : recorded(run);
    }

    /**
     * Returns the smoothed training loss as far as a run came, also of a failed one.
     *
     * @param run the record
     * @return the curve; empty for a run that failed before its first evaluation
     */
    static Optional<LossCurve> recorded(RunRecord run) {
        Curves curves = run.curves();
        return curves.evalSteps().length == 0
                ? Optional.empty()
                : Optional.of(of(curves.evalSteps(), curves.evalTrainLoss()));
    }

    static LossCurve of(int[] steps, float[] losses) {
        double[] doubles = new double[losses.length];
        for (int i = 0; i < losses.length; i++) {
            doubles[i] = losses[i];
        }
        return of(steps, doubles);
    }

    /**
     * Smooths a curve.
     *
     * @param steps the step of each point, ascending
     * @param losses as many losses
     * @return the smoothed curve
     */
    static LossCurve of(int[] steps, double[] losses) {
        if (steps.length != losses.length || steps.length == 0) {
            throw new IllegalArgumentException(
                    "A loss curve needs as many losses as steps, at least one: "
                            + losses.length
                            + " for "
                            + steps.length);
        }
        double[] smoothed = losses.clone();
        for (int k = 1; k < losses.length; k++) {
            smoothed[k] = SMOOTHING * smoothed[k - 1] + (1 - SMOOTHING) * losses[k];
        }
        return new LossCurve(steps.clone(), smoothed);
    }

    double initialLoss() {
        return smoothed[0];
    }

    double finalLoss() {
        return smoothed[smoothed.length - 1];
    }

    int lastStep() {
        return steps[steps.length - 1];
    }

    /**
     * Returns the number of points.
     *
     * @return at least 1
     */
    public int length() {
        return steps.length;
    }

    /**
     * Returns the step of each point.
     *
     * @return a copy
     */
    public int[] steps() {
        return steps.clone();
    }

    /**
     * Returns the smoothed losses.
     *
     * @return a copy
     */
    public double[] values() {
        return smoothed.clone();
    }

    /**
     * Returns the best Adam's final loss over this curve's final loss.
     *
     * @param adamLoss the best Adam's final loss, finite and positive
     * @return the score, higher is better; 0 if the final loss is not finite
     */
    double finalLossScore(double adamLoss) {
        return Double.isFinite(finalLoss())
                ? adamLoss / Math.max(finalLoss(), Float.MIN_NORMAL)
                : 0;
    }

    /**
     * Returns how many times sooner than at the end the best Adam's final loss was reached.
     *
     * @param adamLoss the best Adam's final loss
     * @return last step over the first step with a smoothed loss at most {@code adamLoss}; 0 if
     *     there is none, or if the run did not end with a finite loss
     */
    double speedUpScore(double adamLoss) {
        if (!Double.isFinite(finalLoss())) {
            return 0;
        }
        for (int k = 0; k < smoothed.length; k++) {
            if (smoothed[k] <= adamLoss) {
                return (double) lastStep() / Math.max(steps[k], 1);
            }
        }
        return 0;
    }
}
