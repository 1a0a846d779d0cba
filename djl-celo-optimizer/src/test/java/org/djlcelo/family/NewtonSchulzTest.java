package org.djlcelo.family;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows become orthonormal up to the iteration's own inexactness. */
class NewtonSchulzTest {

    @ParameterizedTest
    @CsvSource({"1,1", "1,9", "3,3", "4,7", "16,40"})
    void rowsBecomeNearlyOrthonormal(int rows, int columns) {
        Random random = new Random(rows);
        float[] x = new float[rows * columns];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (1e3 * random.nextGaussian());
        }
        // well conditioned: five iterations don't lift tiny singular values to 1
        for (int r = 0; r < rows; r++) {
            x[r * columns + r] += 5e3f;
        }
        NewtonSchulz.orthogonalize(x, rows, columns);
        for (int a = 0; a < rows; a++) {
            for (int b = 0; b < rows; b++) {
                double product = 0;
                for (int c = 0; c < columns; c++) {
                    product += (double) x[a * columns + c] * x[b * columns + c];
                }
                double off = Math.abs(product - (a == b ? 1 : 0));
                // singular values between 0.68 and 1.13
                assertTrue(off < 0.55, "rows " + a + " and " + b + ": " + product);
            }
        }
    }
}
