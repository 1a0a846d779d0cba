package org.djlcelo.metatrain.inner;

/**
 * The one loop that the image networks consist of: a weighted sum of rows.
 *
 * <p>Every product of matrices is written as sums of contiguous rows without reductions, from whole
 * arrays that start at 0 and four rows at a time: that is the form that C2's auto-vectoriser
 * handles best (measured on JDK 17: twice as fast as eight rows at a time, four times as fast as
 * rows at an offset of a larger array).
 */
public final class Rows {

    private Rows() {}

    /**
     * Adds {@code sum over r of weights[offset + r * stride] * rows[r]} to {@code sum}.
     *
     * <p>All rows have the length of {@code sum}.
     *
     * @param sum changed
     * @param rows the rows
     * @param weights where the weights are
     * @param offset the place of the first row's weight
     * @param stride the distance of the next one's
     */
    public static void addWeighted(
            float[] sum, float[][] rows, float[] weights, int offset, int stride) {
        int r = 0;
        int w = offset;
        for (; r + 4 <= rows.length; r += 4, w += 4 * stride) {
            addFour(
                    sum,
                    rows[r],
                    rows[r + 1],
                    rows[r + 2],
                    rows[r + 3],
                    weights[w],
                    weights[w + stride],
                    weights[w + 2 * stride],
                    weights[w + 3 * stride]);
        }
        for (; r < rows.length; r++, w += stride) {
            addOne(sum, rows[r], weights[w]);
        }
    }

    private static void addFour(
            float[] sum,
            float[] x0,
            float[] x1,
            float[] x2,
            float[] x3,
            float w0,
            float w1,
            float w2,
            float w3) {
        for (int i = 0; i < sum.length; i++) {
            float low = Math.fma(w2, x2[i], Math.fma(w3, x3[i], sum[i]));
            sum[i] = Math.fma(w0, x0[i], Math.fma(w1, x1[i], low));
        }
    }

    private static void addOne(float[] sum, float[] x, float w) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] = Math.fma(w, x[i], sum[i]);
        }
    }

    /**
     * Writes the transpose: {@code to[i][r] = from[r][i]}.
     *
     * @param from the matrix, row by row
     * @param to receives its columns
     */
    public static void transpose(float[][] from, float[][] to) {
        for (int i = 0; i < to.length; i++) {
            float[] row = to[i];
            for (int r = 0; r < row.length; r++) {
                row[r] = from[r][i];
            }
        }
    }

    /** Writes the transpose to a row-major matrix: {@code to[i * rows + r] = from[r][i]}. */
    static void transpose(float[][] from, float[] to) {
        int rows = from.length;
        for (int r = 0; r < rows; r++) {
            float[] row = from[r];
            for (int i = 0; i < row.length; i++) {
                to[i * rows + r] = row[i];
            }
        }
    }

    /**
     * Returns the sum of a row, in eight lanes so that additions don't wait for each other.
     *
     * @param row the numbers
     * @return their sum
     */
    public static float sum(float[] row) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        float e = 0;
        float f = 0;
        float g = 0;
        float h = 0;
        int i = 0;
        for (; i + 8 <= row.length; i += 8) {
            a += row[i];
            b += row[i + 1];
            c += row[i + 2];
            d += row[i + 3];
            e += row[i + 4];
            f += row[i + 5];
            g += row[i + 6];
            h += row[i + 7];
        }
        for (; i < row.length; i++) {
            a += row[i];
        }
        return ((a + b) + (c + d)) + ((e + f) + (g + h));
    }

    /** Returns the sum of the squares of a row, in four lanes. */
    static float sumOfSquares(float[] row) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        for (; i + 4 <= row.length; i += 4) {
            a = Math.fma(row[i], row[i], a);
            b = Math.fma(row[i + 1], row[i + 1], b);
            c = Math.fma(row[i + 2], row[i + 2], c);
            d = Math.fma(row[i + 3], row[i + 3], d);
        }
        for (; i < row.length; i++) {
            a = Math.fma(row[i], row[i], a);
        }
        return (a + b) + (c + d);
    }
}
