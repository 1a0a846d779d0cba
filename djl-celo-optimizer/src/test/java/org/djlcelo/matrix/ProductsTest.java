package org.djlcelo.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.djlcelo.matrix.Products.Strided;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both implementations against sums in double precision. */
class ProductsTest {

    private static final float GUARD = 7;

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "3, 5, 7",
        "4, 8, 16",
        "13, 6, 1",
        "1, 9, 22",
        "5, 3, 32",
        "7, 128, 35",
        "10, 1, 64",
        "2, 31, 130",
        "64, 5, 40",
        "67, 193, 96",
        "130, 400, 35",
        "20, 500, 20",
        "70, 0, 32",
        "70, 200, 1"
    })
    void productsAreProducts(int rows, int depth, int width) {
        check(new PlainProducts(), rows, depth, width);
        assumeTrue(VectorModule.isResolved(), VectorModule.REMEDY);
        check(VectorModule.create(Products.class, VectorModule.PRODUCTS), rows, depth, width);
    }

    private static void check(Products products, int rows, int depth, int width) {
        float[] a = random(1, rows * depth);
        float[] b = random(2, depth * width);
        float[] bias = random(3, width);
        float[] before = random(4, rows * width);
        float[] transposed = Products.transpose(a, rows, depth);

        float[] product = guarded(new float[rows * width]);
        products.multiply(Strided.of(a, depth), b, depth, bias, product, rows);
        float[] sum = guarded(before);
        products.add(Strided.transposed(transposed, rows), b, depth, width, sum, rows);

        double tolerance = 1e-6 * depth;
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < width; j++) {
                double expected = 0;
                for (int k = 0; k < depth; k++) {
                    expected += (double) a[r * depth + k] * b[k * width + j];
                }
                int at = r * width + j;
                assertEquals(bias[j] + expected, product[at], tolerance);
                assertEquals(before[at] + expected, sum[at], tolerance);
            }
        }
        assertEquals(GUARD, product[rows * width]);
        assertEquals(GUARD, sum[rows * width]);
    }

    @Test
    void transposesMatrices() {
        float[] transposed = Products.transpose(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
        assertArrayEquals(new float[] {1, 4, 2, 5, 3, 6}, transposed);
    }

    /** With one more number behind, which nobody may touch. */
    private static float[] guarded(float[] values) {
        float[] guarded = Arrays.copyOf(values, values.length + 1);
        guarded[values.length] = GUARD;
        return guarded;
    }

    private static float[] random(int seed, int n) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }
}
