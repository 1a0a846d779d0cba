package org.djlcelo.eval.unroll;

import java.util.Arrays;

/** Loops between a row-major matrix and a value for each of its rows and columns. */
final class Grid {

    private Grid() {}

    /** out[r, c] = rows[r] · columns[c]. */
    static void outer(float[] rows, float[] columns, float[] out) {
        for (int r = 0, at = 0; r < rows.length; r++, at += columns.length) {
            float row = rows[r];
            for (int c = 0; c < columns.length; c++) {
                out[at + c] = row * columns[c];
            }
        }
    }

    /** out[r, c] = rows[r] + columns[c]. */
    static void outerSum(float[] rows, float[] columns, float[] out) {
        for (int r = 0, at = 0; r < rows.length; r++, at += columns.length) {
            float row = rows[r];
            for (int c = 0; c < columns.length; c++) {
                out[at + c] = row + columns[c];
            }
        }
    }

    /** Sums x over rows and over columns. */
    static void sums(float[] x, float[] rows, float[] columns) {
        Arrays.fill(columns, 0);
        for (int r = 0, at = 0; r < rows.length; r++, at += columns.length) {
            for (int c = 0; c < columns.length; c++) {
                columns[c] = columns[c] + x[at + c];
            }
            rows[r] = sum(x, at, columns.length);
        }
    }

    /** Sums x · y over rows and over columns. */
    static void sumsOfProducts(float[] x, float[] y, float[] rows, float[] columns) {
        Arrays.fill(columns, 0);
        for (int r = 0, at = 0; r < rows.length; r++, at += columns.length) {
            for (int c = 0; c < columns.length; c++) {
                columns[c] = columns[c] + x[at + c] * y[at + c];
            }
            rows[r] = dot(x, y, at, columns.length);
        }
    }

    /** Sums x[r, c] · byColumn[c] over rows, and x[r, c] · byRow[r] over columns. */
    static void weightedSums(
            float[] x, float[] byRow, float[] byColumn, float[] rows, float[] columns) {
        Arrays.fill(columns, 0);
        for (int r = 0, at = 0; r < rows.length; r++, at += columns.length) {
            float weight = byRow[r];
            for (int c = 0; c < columns.length; c++) {
                columns[c] = Math.fma(weight, x[at + c], columns[c]);
            }
            float even = 0;
            float odd = 0;
            for (int c = 0; c < columns.length; c += 2) {
                even = Math.fma(x[at + c], byColumn[c], even);
                odd = Math.fma(x[at + c + 1], byColumn[c + 1], odd);
            }
            rows[r] = even + odd;
        }
    }

    private static float sum(float[] x, int start, int n) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        for (int i = start; i < start + n; i += 4) {
            a += x[i];
            b += x[i + 1];
            c += x[i + 2];
            d += x[i + 3];
        }
        return (a + b) + (c + d);
    }

    private static float dot(float[] x, float[] y, int start, int n) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        for (int i = start; i < start + n; i += 4) {
            a = Math.fma(x[i], y[i], a);
            b = Math.fma(x[i + 1], y[i + 1], b);
            c = Math.fma(x[i + 2], y[i + 2], c);
            d = Math.fma(x[i + 3], y[i + 3], d);
        }
        return (a + b) + (c + d);
    }
}
