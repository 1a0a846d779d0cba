package org.djlcelo.eval.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LossCurveTest {

    private static final int[] STEPS = {0, 10, 20, 30};

    @Test
    void smoothsByExponentialMovingAverage() {
        LossCurve curve = LossCurve.of(STEPS, new double[] {2, 1, 1, 0});
        assertArrayEquals(new double[] {2, 1.9, 1.81, 1.629}, curve.values(), 1e-12);
        assertEquals(1.629, curve.finalLoss(), 1e-12);
        assertEquals(2, curve.initialLoss());
    }

    @Test
    void finalLossScoreIsRatioToAdam() {
        LossCurve curve = LossCurve.of(STEPS, new double[] {2, 2, 2, 2});
        assertEquals(0.75, curve.finalLossScore(1.5), 1e-12);
    }

    @Test
    void speedUpCountsFirstStepAtAdamsLoss() {
        LossCurve curve = LossCurve.of(STEPS, new double[] {2, 1, 1, 0});
        assertEquals(3, curve.speedUpScore(1.9), "reached at step 10 of 30");
        assertEquals(1.5, curve.speedUpScore(1.85), "reached at step 20");
        assertEquals(0, curve.speedUpScore(1.6), "never reached");
    }

    @Test
    void nonFiniteEndScoresZero() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            LossCurve curve = LossCurve.of(STEPS, new double[] {2, 0.1, bad, 0.1});
            assertEquals(0, curve.finalLossScore(1));
            assertEquals(0, curve.speedUpScore(1.9));
        }
    }
}
