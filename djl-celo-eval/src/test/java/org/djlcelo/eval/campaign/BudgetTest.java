package org.djlcelo.eval.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.djlcelo.eval.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {

    private static final double MINUTE = 60e9;

    private long now = 17;

    @ParameterizedTest
    @CsvSource({"90m,90", "2h,120", "1h30m,90", "1H,60", "5m,5"})
    void isHoursAndMinutes(String text, long minutes) {
        assertEquals(Duration.ofMinutes(minutes), Budget.parse(text).time());
        assertEquals(Budget.parse(text), Budget.parse(Budget.parse(text).toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0m", "90", "m", "-5m", "1.5h", "soon", "30m1h", "99999999h"})
    void anythingElseIsRefused(String text) {
        String message = assertThrows(UserException.class, () -> Budget.parse(text)).getMessage();
        assertTrue(message.contains("1h30m"), message);
    }

    @Test
    void nothingIsBegunThatWouldEndLater() {
        Budget.Watch watch = Budget.parse("10m").start(() -> now);
        assertTrue(watch.allows(10 * MINUTE));
        assertFalse(watch.allows(10 * MINUTE + 1));
        now += (long) (4 * MINUTE);
        assertTrue(watch.allows(6 * MINUTE));
        assertFalse(watch.allows(7 * MINUTE));
        assertTrue(watch.allows(Double.NaN), "how else would its cost be known");
        now += (long) (7 * MINUTE);
        assertFalse(watch.allows(Double.NaN));
        assertTrue(Budget.UNLIMITED.start(() -> now).allows(1e18));
    }
}
