package org.djlcelo.matrix;

/**
 * Products of float matrices.
 *
 * <pre>
 *   C[r, :] = D[r, :] + sum over k of A(r, k) B[k, :]
 * </pre>
 *
 * <p>A is read one number at a time and may therefore be a transposed matrix. B and C are row-major
 * and share no memory. The implementations round differently.
 */
public interface Products {

    /** The fastest that this JVM can run. */
    Products BEST =
            VectorModule.isResolved()
                    ? VectorModule.create(Products.class, VectorModule.PRODUCTS)
                    : new PlainProducts();

    /** The side of what is transposed at a time. */
    int SQUARE = 16;

    /**
     * A matrix read by number.
     *
     * @param values where its numbers are, from index 0; not copied
     * @param row the distance of neighbours in a column
     * @param column the distance of neighbours in a row
     */
    record Strided(float[] values, int row, int column) {

        /**
         * Reads a row-major matrix as it is.
         *
         * @param values its numbers
         * @param columns the numbers of a row
         * @return the matrix
         */
        public static Strided of(float[] values, int columns) {
            return new Strided(values, columns, 1);
        }

        /**
         * Reads a row-major matrix with rows as columns.
         *
         * @param values its numbers
         * @param columns the numbers of a row of what is transposed
         * @return its transpose
         */
        public static Strided transposed(float[] values, int columns) {
            return new Strided(values, 1, columns);
        }

        float at(int r, int k) {
            return values[r * row + k * column];
        }
    }

    /**
     * Computes {@code c = bias + a·b} with one bias for all rows.
     *
     * @param a [rows, depth]
     * @param b [depth, width]
     * @param depth the number of terms
     * @param bias [width]
     * @param c receives [rows, width]
     * @param rows the number of rows
     */
    void multiply(Strided a, float[] b, int depth, float[] bias, float[] c, int rows);

    /**
     * Computes {@code c += a·b}.
     *
     * @param a [rows, depth]
     * @param b [depth, width]
     * @param depth the number of terms
     * @param width the columns of b and c
     * @param c [rows, width], changed
     * @param rows the number of rows
     */
    void add(Strided a, float[] b, int depth, int width, float[] c, int rows);

    /**
     * Transposes a matrix.
     *
     * @param matrix row-major
     * @param rows its number of rows
     * @param columns its number of columns
     * @return the transpose, a new array
     */
    static float[] transpose(float[] matrix, int rows, int columns) {
        float[] transposed = new float[rows * columns];
        // squares that stay in the first-level cache
        for (int top = 0; top < rows; top += SQUARE) {
            int bottom = Math.min(top + SQUARE, rows);
            for (int left = 0; left < columns; left += SQUARE) {
                int right = Math.min(left + SQUARE, columns);
                for (int j = left; j < right; j++) {
                    for (int i = top; i < bottom; i++) {
                        transposed[j * rows + i] = matrix[i * columns + j];
                    }
                }
            }
        }
        return transposed;
    }
}
