package org.djlcelo.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.math.BigDecimal;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums against exact ones, on lengths about those of vectors. */
class TotalsTest {

    /** With what each may err, as a share of the sum of magnitudes: doubles, and floats. */
    private static final Map<Totals, Double> TOLERANCES =
            Map.of(Totals.PLAIN, 1e-12, Totals.BEST, 5e-7);

    @Test
    void theVectorApiIsTested() {
        assertNotEquals(Totals.PLAIN, Totals.BEST);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 7, 64, 255, 256, 257, 271, 1021, 4099})
    void sumsAreThoseOfExactNumbers(int n) {
        for (double scale : new double[] {1e-40, 1e-19, 1, 1e37}) {
            // longer than what counts
            float[] x = KernelCase.gaussian(new SplittableRandom(n), n + 5, scale);
            double point = 0.3 * scale;
            BigDecimal sum = BigDecimal.ZERO;
            BigDecimal magnitude = BigDecimal.ZERO;
            BigDecimal squares = BigDecimal.ZERO;
            BigDecimal distances = BigDecimal.ZERO;
            for (int k = 0; k < n; k++) {
                BigDecimal value = new BigDecimal(x[k]);
                BigDecimal distance = value.subtract(new BigDecimal(point));
                sum = sum.add(value);
                magnitude = magnitude.add(value.abs());
                squares = squares.add(value.multiply(value));
                distances = distances.add(distance.multiply(distance));
            }
            double right = sum.doubleValue();
            double size = magnitude.doubleValue();
            double rightSquares = squares.doubleValue();
            double rightDistances = distances.doubleValue();
            TOLERANCES.forEach(
                    (totals, tolerance) -> {
                        assertClose(right, totals.of(x, n), tolerance * size);
                        double found = totals.ofSquares(x, n);
                        assertClose(rightSquares, found, tolerance * rightSquares);
                        found = totals.ofSquaredDistances(x, n, point);
                        assertClose(rightDistances, found, tolerance * rightDistances);
                    });
        }
    }

    private static void assertClose(double expected, double found, double error) {
        assertEquals(expected, found, error + Double.MIN_VALUE);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void whatIsNotFiniteShows(float value) {
        for (int n : new int[] {3, 1021}) {
            float[] x = KernelCase.gaussian(new SplittableRandom(n), n, 1);
            x[n / 2] = value;
            TOLERANCES.keySet().forEach(totals -> assertEquals(value, totals.of(x, n)));
        }
    }
}
