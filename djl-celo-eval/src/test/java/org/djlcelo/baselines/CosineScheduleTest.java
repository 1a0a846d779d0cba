package org.djlcelo.baselines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class CosineScheduleTest {

    @Test
    void isConstantThenHalfACosineThenTheMinimum() {
        CosineSchedule schedule = new CosineSchedule(2, 100, 0.25f, 0.5f, 0);
        assertEquals(2, schedule.rate(0));
        assertEquals(2, schedule.rate(50));
        assertEquals(1.25, schedule.rate(75), 1e-6);
        assertEquals(0.5, schedule.rate(100), 1e-6);
        assertEquals(0.5, schedule.rate(1000), 1e-6);
    }

    /** However short the warm-up is meant to be. */
    @Test
    void aWarmUpLastsThroughTheConstantPart() {
        CosineSchedule schedule = new CosineSchedule(1, 100, 0, 0.5f, 0.01f);
        assertEquals(0, schedule.rate(0));
        assertEquals(0.5, schedule.rate(25), 1e-6);
        assertEquals(1, schedule.rate(50), 1e-6);
        CosineSchedule longer = new CosineSchedule(1, 100, 0, 0.1f, 0.5f);
        assertEquals(0.2, longer.rate(10), 1e-6);
    }

    @Test
    void updatesCountFromOne() {
        CosineSchedule schedule = new CosineSchedule(1, 100, 0, 0, 0);
        assertEquals(schedule.rate(0), schedule.getNewValue(1));
        assertEquals(schedule.rate(41), schedule.getNewValue(42));
    }

    @Test
    void refusesWhatHasNoDescent() {
        assertThrows(IllegalArgumentException.class, () -> new CosineSchedule(1, 100, 0, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new CosineSchedule(1, 0, 0, 0, 0));
    }
}
