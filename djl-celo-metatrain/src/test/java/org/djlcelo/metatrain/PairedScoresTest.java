package org.djlcelo.metatrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.djlcelo.metatrain.inner.InnerRun;
import org.junit.jupiter.api.Test;

/** Scores worked out by hand. */
class PairedScoresTest {

    private static final Outcome ADAM = outcome(run(0.5, 2, 1, 0.6, 0.5), run(0.8, 2, 1.5, 1, 0.8));

    @Test
    void seedsAreComparedWithTheirOwnAdam() {
        Outcome own = outcome(run(0.25, 2, 0.5, 0.3, 0.2), run(1.6, 2, 2, 2, 1.6));
        PairedScores scores = PairedScores.of(own, ADAM, 40);
        assertArrayEquals(new double[] {2, 0.5}, scores.finalLoss(), 1e-12);
        // as low as Adam's 0.5 at the end of the second ten steps; the other never
        assertArrayEquals(new double[] {2, 0}, scores.speedUp(), 1e-12);
        assertEquals(1.25, scores.meanFinalLoss(), 1e-12);
    }

    @Test
    void adamScoresOneAgainstItself() {
        PairedScores scores = PairedScores.of(ADAM, ADAM, 40);
        assertArrayEquals(new double[] {1, 1}, scores.finalLoss());
        assertArrayEquals(new double[] {1, 1}, scores.speedUp());
    }

    @Test
    void lastStretchMayBeShort() {
        PairedScores scores = PairedScores.of(ADAM, ADAM, 37);
        assertArrayEquals(new double[] {1, 1}, scores.speedUp());
    }

    /** Five scores: the smallest and the largest are dropped. */
    @Test
    void iqmIsTheMeanOfTheMiddle() {
        List<PairedScores> tasks =
                List.of(
                        new PairedScores(new double[] {100, 1, 2}, new double[3]),
                        new PairedScores(new double[] {0, 3}, new double[2]));
        assertEquals(2, PairedScores.iqm(tasks, PairedScores::finalLoss), 1e-12);
    }

    private static Outcome outcome(InnerRun.Losses... runs) {
        return new Outcome("", List.of(runs));
    }

    private static InnerRun.Losses run(double last, double... curve) {
        return new InnerRun.Losses(1, last, curve);
    }
}
