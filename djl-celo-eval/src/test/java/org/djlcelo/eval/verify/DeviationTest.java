package org.djlcelo.eval.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DeviationTest {

    private static final float NAN = Float.NaN;
    private static final float INF = Float.POSITIVE_INFINITY;

    @Test
    void relativeToTheLargestRecordedMagnitude() {
        Deviation deviation = new Deviation();
        deviation.relative(new float[] {-100, 1}, new float[] {-100, 2});
        assertEquals(0.01, deviation.largest(), 1e-12);
    }

    @Test
    void keepsTheLargestOfAllComparisons() {
        Deviation deviation = new Deviation();
        assertTrue(deviation.isEmpty());
        deviation.absolute(new float[] {1}, new float[] {1.5f});
        deviation.absolute(new float[] {1}, new float[] {1});
        assertEquals(0.5, deviation.largest());
    }

    @Test
    void sameNonFiniteValuesAgreeOthersDoNot() {
        assertEquals(0, absolute(new float[] {NAN, INF, -INF}, new float[] {NAN, INF, -INF}));
        assertEquals(INF, absolute(new float[] {NAN}, new float[] {1}));
        assertEquals(INF, absolute(new float[] {1}, new float[] {NAN}));
        assertEquals(INF, absolute(new float[] {INF}, new float[] {-INF}));
    }

    private static double absolute(float[] recorded, float[] computed) {
        Deviation deviation = new Deviation();
        deviation.absolute(recorded, computed);
        return deviation.largest();
    }
}
