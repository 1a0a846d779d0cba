package org.djlcelo.kernel;

import java.util.Arrays;

/** Products of small row-major float matrices, in loops that the JIT compiler vectorises. */
public final class Products {

    private Products() {}

    /**
     * Transposes a matrix.
     *
     * @param matrix the matrix
     * @param rows its number of rows
     * @param columns its number of columns
     * @return the transpose, a new array
     */
    public static float[] transpose(float[] matrix, int rows, int columns) {
        float[] transposed = new float[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                transposed[j * rows + i] = matrix[i * columns + j];
            }
        }
        return transposed;
    }

    /**
     * Multiplies two matrices.
     *
     * <p>Works on copies of rows: HotSpot vectorises a loop that changes an array only if it uses
     * the same index in all of them, without an offset.
     *
     * @param a the first factor
     * @param m its number of rows
     * @param k its number of columns
     * @param b the second factor, of k rows
     * @param n its number of columns
     * @return the product, m × n, a new array
     */
    public static float[] multiply(float[] a, int m, int k, float[] b, int n) {
        float[][] rows = new float[k][];
        for (int l = 0; l < k; l++) {
            rows[l] = Arrays.copyOfRange(b, l * n, (l + 1) * n);
        }
        float[] product = new float[m * n];
        float[] sum = new float[n];
        for (int i = 0; i < m; i++) {
            Arrays.fill(sum, 0);
            int l = 0;
            // four rows at a time: the sum is loaded and stored a quarter as often
            for (; l + 3 < k; l += 4) {
                addFour(a, i * k + l, rows[l], rows[l + 1], rows[l + 2], rows[l + 3], sum);
            }
            for (; l < k; l++) {
                addOne(a[i * k + l], rows[l], sum);
            }
            System.arraycopy(sum, 0, product, i * n, n);
        }
        return product;
    }

    private static void addFour(
            float[] a, int at, float[] b0, float[] b1, float[] b2, float[] b3, float[] sum) {
        float a0 = a[at];
        float a1 = a[at + 1];
        float a2 = a[at + 2];
        float a3 = a[at + 3];
        for (int j = 0; j < sum.length; j++) {
            float two = Math.fma(a1, b1[j], Math.fma(a0, b0[j], sum[j]));
            sum[j] = Math.fma(a3, b3[j], Math.fma(a2, b2[j], two));
        }
    }

    private static void addOne(float factor, float[] b, float[] sum) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] = Math.fma(factor, b[j], sum[j]);
        }
    }
}
