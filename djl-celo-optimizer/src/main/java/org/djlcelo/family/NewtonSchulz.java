package org.djlcelo.family;

import java.util.Arrays;
import org.djlcelo.kernel.Totals;
import org.djlcelo.matrix.Products;
import org.djlcelo.matrix.Products.Strided;

/**
 * Draws a matrix towards the nearest one with orthonormal rows, or columns if these are fewer, as
 * Muon does (Celo2's {@code celo2_optax.py}).
 *
 * <pre>
 *   X ← X / (‖X‖ + 1e-8);  five times:  A = X·Xᵀ,  X ← a·X + (b·A + c·A·A)·X
 * </pre>
 *
 * with (a, b, c) = (3.4445, -4.7750, 2.0315), which trades exactness for speed: singular values end
 * between about 0.7 and 1.2. Where columns are fewer, the same with the factors in the other order,
 * A = Xᵀ·X and X·A.
 */
final class NewtonSchulz {

    static final int ITERATIONS = 5;

    static final float A = 3.4445f;
    static final float B = -4.7750f;
    static final float C = 2.0315f;

    /** Added to the norm. */
    static final float EPSILON = 1e-8f;

    /** Products run along columns, which a tall matrix has to have as many of. */
    private static final int NARROW = 32;

    private NewtonSchulz() {}

    /**
     * Iterates on x, [rows, columns] row-major: on a tall matrix, which nothing has to be
     * transposed for, unless it would be a narrow one.
     */
    static void orthogonalize(float[] x, int rows, int columns) {
        boolean tall = Math.min(rows, columns) >= NARROW;
        if (tall ? rows < columns : rows > columns) {
            float[] turned = Products.transpose(x, rows, columns);
            iterate(turned, columns, rows, tall);
            System.arraycopy(Products.transpose(turned, columns, rows), 0, x, 0, x.length);
        } else {
            iterate(x, rows, columns, tall);
        }
    }

    private static void iterate(float[] x, int rows, int columns, boolean tall) {
        float norm = (float) Math.sqrt(Totals.BEST.ofSquares(x, x.length));
        multiply(x, x, 1 / (norm + EPSILON));
        int side = Math.min(rows, columns);
        float[] next = new float[x.length];
        float[] gram = new float[side * side];
        float[] scaled = new float[gram.length];
        float[] polynomial = new float[gram.length];
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            Arrays.fill(gram, 0);
            if (tall) {
                add(Strided.transposed(x, columns), x, rows, columns, gram, columns);
            } else {
                float[] transposed = Products.transpose(x, rows, columns);
                add(Strided.of(x, columns), transposed, columns, rows, gram, rows);
            }
            multiply(polynomial, gram, B);
            multiply(scaled, gram, C);
            add(Strided.of(scaled, side), gram, side, side, polynomial, side);
            multiply(next, x, A);
            if (tall) {
                add(Strided.of(x, columns), polynomial, columns, columns, next, rows);
            } else {
                add(Strided.of(polynomial, rows), x, rows, columns, next, rows);
            }
            System.arraycopy(next, 0, x, 0, x.length);
        }
    }

    private static void add(Strided a, float[] b, int depth, int width, float[] c, int rows) {
        Products.BEST.add(a, b, depth, width, c, rows);
    }

    private static void multiply(float[] out, float[] x, float factor) {
        for (int i = 0; i < x.length; i++) {
            out[i] = factor * x[i];
        }
    }
}
