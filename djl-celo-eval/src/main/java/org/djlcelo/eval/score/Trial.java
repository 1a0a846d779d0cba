package org.djlcelo.eval.score;

import java.util.Optional;
import org.djlcelo.eval.experiment.RunRecord;

/**
 * A record with its place in a score sheet.
 *
 * @param column the label of its task
 * @param row the label of its optimizer
 * @param run the record
 * @param curve the smoothed training loss at the evaluations; empty for a failed run
 */
public record Trial(String column, String row, RunRecord run, Optional<LossCurve> curve) {

    static final String BASELINE_FAMILY = "adam";

    static Trial of(Labels labels, RunRecord run) {
        return new Trial(labels.column(run), labels.row(run), run, LossCurve.of(run));
    }

    long seed() {
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

    /** The loss by which trials are ranked: a run without a finite end is worst. */
    double rank() {
        return curve.map(LossCurve::finalLoss)
                .filter(Double::isFinite)
                .orElse(Double.POSITIVE_INFINITY);
    }
}
