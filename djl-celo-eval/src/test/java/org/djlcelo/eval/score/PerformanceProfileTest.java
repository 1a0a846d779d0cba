package org.djlcelo.eval.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PerformanceProfileTest {

    private static final ScoreMatrix SCORES =
            new ScoreMatrix(new double[][] {{0, 1, 2}, {1, 1, 4}});

    @Test
    void aboveMeansStrictlyAbove() {
        double[] tau = {-1, 0, 0.5, 1, 3, 4};
        assertArrayEquals(
                new double[] {1, 5 / 6.0, 5 / 6.0, 2 / 6.0, 1 / 6.0, 0},
                PerformanceProfile.shares(SCORES, tau));
        // means ½, 1, 3
        assertArrayEquals(
                new double[] {1, 1, 2 / 3.0, 1 / 3.0, 0, 0},
                PerformanceProfile.sharesOfTaskMeans(SCORES, tau));
    }

    @Test
    void fallsAndStaysInItsBand() {
        double[] tau = IntStream.range(0, 50).mapToDouble(i -> i / 10.0).toArray();
        PerformanceProfile profile =
                PerformanceProfile.of(SCORES, tau, new Bootstrap(500, 0, Resampling.RUNS));
        for (int k = 0; k < tau.length; k++) {
            Interval band = profile.band()[k];
            assertTrue(k == 0 || profile.share()[k] <= profile.share()[k - 1]);
            assertTrue(band.low() <= profile.share()[k] && profile.share()[k] <= band.high());
        }
        assertEquals(new Interval(0, 0), profile.band()[45], "no run is above 4");
    }

    /** The area below a profile from 0 is the mean of non-negative scores. */
    @Test
    void areaIsTheMean() {
        double[] tau = IntStream.range(0, 5000).mapToDouble(i -> i / 1000.0).toArray();
        double area = 0;
        for (double share : PerformanceProfile.shares(SCORES, tau)) {
            area += share / 1000;
        }
        assertEquals(Aggregate.MEAN.applyAsDouble(SCORES), area, 1e-2);
    }
}
