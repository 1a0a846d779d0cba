package org.djlcelo.family;

import java.util.Arrays;
import org.djlcelo.matrix.Products;
import org.djlcelo.matrix.Products.Strided;

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

    static final float A = 3.4445f;
    static final float B = -4.7750f;
    static final float C = 2.0315f;

    /** Added to the norm. */
    static final float EPSILON = 1e-8f;

    private NewtonSchulz() {}

    /** Iterates on x, [rows, columns] row-major with no more rows than columns. */
    static void orthogonalize(float[] x, int rows, int columns) {
        double squares = 0;
        for (float value : x) {
            squares += (double) value * value;
        }
        float factor = 1 / ((float) Math.sqrt(squares) + EPSILON);
        for (int i = 0; i < x.length; i++) {
            x[i] *= factor;
        }
        float[] next = new float[x.length];
        float[] gram = new float[rows * rows];
        float[] scaled = new float[gram.length];
        float[] polynomial = new float[gram.length];
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            float[] transposed = Products.transpose(x, rows, columns);
            Arrays.fill(gram, 0);
            Products.BEST.add(Strided.of(x, columns), transposed, columns, rows, gram, rows);
            multiply(polynomial, gram, B);
            multiply(scaled, gram, C);
            Products.BEST.add(Strided.of(scaled, rows), gram, rows, rows, polynomial, rows);
            multiply(next, x, A);
            Products.BEST.add(Strided.of(polynomial, rows), x, rows, columns, next, rows);
            System.arraycopy(next, 0, x, 0, x.length);
        }
    }

    private static void multiply(float[] out, float[] x, float factor) {
        for (int i = 0; i < x.length; i++) {
            out[i] = factor * x[i];
        }
    }
}
