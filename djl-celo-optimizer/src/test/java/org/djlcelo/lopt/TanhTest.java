package org.djlcelo.lopt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class TanhTest {

    @Property
    void isTheTangent(@ForAll @DoubleRange(min = -20, max = 20) double x) {
        assertNear(x);
        assertNear(x / 1e3);
        assertNear(x / 1e6);
    }

    private static void assertNear(double x) {
        double expected = Math.tanh(x);
        assertEquals(expected, Tanh.of(x), 2e-13 * Math.abs(expected));
    }

    @Test
    void theSeriesMeetsTheQuotient() {
        assertNear(Math.nextDown(1e-3));
        assertNear(1e-3);
        assertNear(-1e-3);
    }

    @Test
    void extremesStayInBounds() {
        assertEquals(1, Tanh.of(Double.POSITIVE_INFINITY));
        assertEquals(-1, Tanh.of(Double.NEGATIVE_INFINITY));
        assertEquals(1, Tanh.of(1e300));
        assertEquals(0, Tanh.of(0));
        assertTrue(Double.isNaN(Tanh.of(Double.NaN)));
    }
}
