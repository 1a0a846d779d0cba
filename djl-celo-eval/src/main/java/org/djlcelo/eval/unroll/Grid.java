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
            rows[r] = dot(x, at, y, at, columns.length);
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
            rows[r] = dot(x, at, byColumn, 0, columns.length);
        }
    }

    /** Of n numbers, a multiple of four. */
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

    /** Of n numbers, a multiple of four. */
    private static float dot(float[] x, int startX, float[] y, int startY, int n) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        for (int i = 0; i < n; i += 4) {
            int k = startX + i;
            int l = startY + i;
            a = Math.fma(x[k], y[l], a);
            b = Math.fma(x[k + 1], y[l + 1], b);
            c = Math.fma(x[k + 2], y[l + 2], c);
            d = Math.fma(x[k + 3], y[l + 3], d);
        }
        return (a + b) + (c + d);
    }
}
