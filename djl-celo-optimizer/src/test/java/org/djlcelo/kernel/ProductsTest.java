package org.djlcelo.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductsTest {

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "3, 5, 7", "4, 8, 16", "13, 6, 1", "1, 9, 22"})
    void productsAreProducts(int m, int k, int n) {
        float[] a = KernelCase.gaussian(new SplittableRandom(1), m * k, 1);
        float[] b = KernelCase.gaussian(new SplittableRandom(2), k * n, 1);
        float[] product = Products.multiply(a, m, k, b, n);
        float[] transposed = Products.transpose(b, k, n);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int l = 0; l < k; l++) {
                    sum += a[i * k + l] * transposed[j * k + l];
                }
                assertEquals(sum, product[i * n + j], 1e-5);
            }
        }
    }
}
