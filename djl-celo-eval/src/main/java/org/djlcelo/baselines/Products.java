package org.djlcelo.baselines;

/** Products of small row-major float matrices, in loops that the JIT compiler vectorises. */
final class Products {

    private Products() {}

    /** The transpose of a rows × columns matrix. */
    static float[] transpose(float[] matrix, int rows, int columns) {
        float[] transposed = new float[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                transposed[j * rows + i] = matrix[i * columns + j];
            }
        }
        return transposed;
    }

    /** Adds the product of an m × k matrix a and a k × n matrix b to an m × n matrix c. */
    static void multiply(float[] a, int m, int k, float[] b, int n, float[] c) {
        int l = 0;
        // four rows of b at a time: c is loaded and stored a quarter as often, and they stay near
        for (; l + 3 < k; l += 4) {
            for (int i = 0; i < m; i++) {
                addFour(a, i * k + l, b, l * n, n, c, i * n);
            }
        }
        for (; l < k; l++) {
            for (int i = 0; i < m; i++) {
                addOne(a[i * k + l], b, l * n, n, c, i * n);
            }
        }
    }

    private static void addFour(float[] a, int at, float[] b, int row, int n, float[] c, int to) {
        float a0 = a[at];
        float a1 = a[at + 1];
        float a2 = a[at + 2];
        float a3 = a[at + 3];
        int row1 = row + n;
        int row2 = row1 + n;
        int row3 = row2 + n;
        for (int j = 0; j < n; j++) {
            float two = Math.fma(a1, b[row1 + j], Math.fma(a0, b[row + j], c[to + j]));
            c[to + j] = Math.fma(a3, b[row3 + j], Math.fma(a2, b[row2 + j], two));
        }
    }

    private static void addOne(float factor, float[] b, int row, int n, float[] c, int to) {
        for (int j = 0; j < n; j++) {
            c[to + j] = Math.fma(factor, b[row + j], c[to + j]);
        }
    }
}
