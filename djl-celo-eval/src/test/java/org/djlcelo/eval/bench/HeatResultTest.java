package org.djlcelo.eval.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.AverageTimeResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ResultRole;

class HeatResultTest {

    private static final Heat HEAT =
            new Heat(
                    new OptimizerCourse(ParameterSet.MATRICES_12M),
                    2,
                    List.of(Racer.ADAM, Racer.CELO_TILED),
                    new Pace(1, 3, 100));

    /** The machine is three times slower in the middle; that must not show in the ratio. */
    @Test
    void ratiosAreThoseOfRounds() {
        HeatResult result =
                HeatResult.of(
                        HEAT,
                        List.of(),
                        List.of(
                                measurement(Racer.ADAM, 10, 30, 11),
                                measurement(Racer.CELO_TILED, 25, 75, 26)));
        HeatResult.Line celo = result.lines().get(1);
        assertEquals(2.5, celo.timesAdam(), 1e-12);
        assertEquals(26, celo.nanosPerStep(), 1e-12);
        assertEquals(26 / 12e6, celo.nanosPerParameter(), 1e-18);
        assertNull(celo.timesBound(), "the bound did not run");
        assertTrue(result.isUnsteady());
    }

    @Test
    void steadyRoundsAreSteady() {
        HeatResult result =
                HeatResult.of(HEAT, List.of(), List.of(measurement(Racer.ADAM, 10, 11, 10)));
        assertEquals(0.05, result.lines().get(0).spread(), 1e-12);
        assertFalse(result.isUnsteady());
    }

    @Test
    void turnsBelongToRacersInOrder() {
        List<IterationResult> turns = new ArrayList<>();
        for (long nanos : new long[] {1, 20, 3, 40, 5, 60}) {
            IterationResult turn = new IterationResult(null, null, null);
            turn.addResult(
                    new AverageTimeResult(
                            ResultRole.PRIMARY, "step", 1, nanos, TimeUnit.NANOSECONDS));
            turns.add(turn);
        }
        List<Measurement> measurements = HeatRunner.measurements(HEAT.racers(), turns);
        assertArrayEquals(new double[] {1, 3, 5}, measurements.get(0).nanos());
        assertArrayEquals(new double[] {20, 40, 60}, measurements.get(1).nanos());
        assertEquals(Racer.CELO_TILED, measurements.get(1).racer());
    }

    private static Measurement measurement(Racer racer, double... nanos) {
        return new Measurement(racer, nanos, new double[nanos.length]);
    }
}
