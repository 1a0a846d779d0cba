package org.djlcelo.family;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.djlcelo.matrix.Products;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows, or columns if fewer, become orthonormal up to the iteration's own inexactness. */
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

    /** The iterate of the transpose is the transpose of the iterate. */
    @ParameterizedTest
    @CsvSource({"9,1", "7,4", "64,31", "64,32", "47,37", "33,32"})
    void tallMatricesAreTakenByTheirColumns(int rows, int columns) {
        Random random = new Random(rows);
        float[] tall = new float[rows * columns];
        for (int i = 0; i < tall.length; i++) {
            tall[i] = (float) random.nextGaussian();
        }
        float[] flat = Products.transpose(tall, rows, columns);
        NewtonSchulz.orthogonalize(tall, rows, columns);
        NewtonSchulz.orthogonalize(flat, columns, rows);
        assertArrayEquals(Products.transpose(flat, columns, rows), tall, 1e-5f);
    }
}
