package org.djlcelo.metatrain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AdamWTest {

    /** Two steps worked out by hand: after bias correction the first direction is sign(g). */
    @Test
    void stepsFollowTheFormula() {
        AdamW optimizer = new AdamW(0.01, 2);
        float[] theta = {1, -2};
        optimizer.step(theta, new float[] {0.5f, 0}, 0.1);
        double afterOne = 1 - 0.1 * (1 + 0.01 * 1);
        assertEquals(afterOne, theta[0], 1e-6);
        // no gradient: only the decay
        assertEquals(-2 - 0.1 * 0.01 * -2, theta[1], 1e-6);

        optimizer.step(theta, new float[] {-1, 0}, 0.1);
        double m = (0.9 * 0.05 + 0.1 * -1) / (1 - 0.81);
        double v = (0.999 * 0.00025 + 0.001 * 1) / (1 - 0.998001);
        double afterTwo = afterOne - 0.1 * (m / Math.sqrt(v) + 0.01 * afterOne);
        assertEquals(afterTwo, theta[0], 1e-6);
    }
}
