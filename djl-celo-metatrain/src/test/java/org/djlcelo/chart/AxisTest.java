package org.djlcelo.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {

    @Test
    void linearTicksAreRoundAndInside() {
        assertEquals(
                List.of(0.0, 200.0, 400.0, 600.0, 800.0, 1000.0),
                new Axis(Axis.Scale.LINEAR, 0, 1000).ticks());
        assertEquals(0.25, new Axis(Axis.Scale.LINEAR, 0, 1000).position(250), 1e-12);
    }

    @Test
    void logTicksAreOneTwoFive() {
        Axis axis = new Axis(Axis.Scale.LOG, 0.015, 0.3);
        assertEquals(
                List.of("0.02", "0.05", "0.1", "0.2"),
                axis.ticks().stream().map(Axis::label).toList());
        assertEquals(0.5, new Axis(Axis.Scale.LOG, 0.01, 1).position(0.1), 1e-12);
    }

    @Test
    void scaleFollowsTheRange() {
        assertEquals(Axis.Scale.LOG, Axis.around(0.1, 2).scale());
        assertEquals(Axis.Scale.LINEAR, Axis.around(1, 2).scale());
        assertEquals(Axis.Scale.LINEAR, Axis.around(0, 2).scale(), "zero has no logarithm");
        Axis flat = Axis.around(1, 1);
        assertTrue(flat.low() < 1 && flat.high() > 1);
    }

    @Test
    void refusesEmptyAndNegativeRanges() {
        assertThrows(IllegalArgumentException.class, () -> new Axis(Axis.Scale.LINEAR, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Axis(Axis.Scale.LOG, -1, 1));
    }
}
