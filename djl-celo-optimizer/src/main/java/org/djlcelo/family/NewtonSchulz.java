package org.djlcelo.family;

import java.util.Arrays;

/**
 * Draws a matrix towards the nearest one with orthonormal rows, as Muon does (Celo2's {@code
 * celo2_optax.py}).
 *
 * <pre>
 *   X ← X / (‖X‖ + 1e-8);  five times:  A = X·Xᵀ,  X ← a·X + (b·A + c·A·A)·X
 * </pre>
 *
 * with (a, b, c) = (3.4445, -4.7750, 2.0315), which trades exactness for speed: singular values end
 * between about 0.7 and 1.2.
 */
final class NewtonSchulz {

    static final int ITERATIONS = 5;

    private static final float A = 3.4445f;
    private static final float B = -4.7750f;
    private static final float C = 2.0315f;

    private NewtonSchulz() {}

    /** Iterates on x, [rows, columns] row-major with no more rows than columns. */
    static void orthogonalize(float[] x, int rows, int columns) {
        double squares = 0;
        for (float value : x) {
            squares += (double) value * value;
        }
        float factor = 1 / ((float) Math.sqrt(squares) + 1e-8f);
        for (int i = 0; i < x.length; i++) {
            x[i] *= factor;
        }
        float[] transposed = new float[x.length];
        float[] gram = new float[rows * rows];
        float[] polynomial = new float[rows * rows];
        float[] product = new float[x.length];
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            transpose(x, rows, columns, transposed);
            multiply(x, rows, columns, transposed, rows, gram);
            multiply(gram, rows, rows, gram, rows, polynomial);
            for (int i = 0; i < polynomial.length; i++) {
                polynomial[i] = B * gram[i] + C * polynomial[i];
            }
            multiply(polynomial, rows, rows, x, columns, product);
            for (int i = 0; i < x.length; i++) {
                x[i] = A * x[i] + product[i];
            }
        }
    }

    private static void transpose(float[] x, int rows, int columns, float[] out) {
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                out[c * rows + r] = x[r * columns + c];
            }
        }
    }

    /** out = a·b with a [rows, inner] and b [inner, columns]; the last loop is contiguous. */
    private static void multiply(
            float[] a, int rows, int inner, float[] b, int columns, float[] out) {
        Arrays.fill(out, 0);
        for (int r = 0; r < rows; r++) {
            int k = 0;
            // four rows of b at once quarter the traffic of sums
            for (; k + 3 < inner; k += 4) {
                addFour(out, r * columns, a, r * inner + k, b, k * columns, columns);
            }
            for (; k < inner; k++) {
                add(out, r * columns, a[r * inner + k], b, k * columns, columns);
            }
        }
    }

    private static void addFour(
            float[] out, int to, float[] a, int at, float[] b, int from, int n) {
        float a0 = a[at];
        float a1 = a[at + 1];
        float a2 = a[at + 2];
        float a3 = a[at + 3];
        for (int i = 0; i < n; i++) {
            int j = from + i;
            out[to + i] += a0 * b[j] + a1 * b[j + n] + (a2 * b[j + 2 * n] + a3 * b[j + 3 * n]);
        }
    }

    private static void add(float[] out, int to, float factor, float[] b, int from, int n) {
        for (int i = 0; i < n; i++) {
            out[to + i] += factor * b[from + i];
        }
    }
}
