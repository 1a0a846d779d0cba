package org.djlcelo.metatrain.inner;

import static org.djlcelo.metatrain.inner.VectorMath.LANES;
import static org.djlcelo.metatrain.inner.VectorMath.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Products of small matrices, blocked in registers: all that the image networks consist of.
 *
 * <pre>
 *   C[r, :] = bias + sum over k of A(r, k) B[k, :]
 * </pre>
 *
 * <p>Four rows times two vectors are summed at once: per k six loads for eight multiply-adds, so
 * that the loads are not the bottleneck, and eight independent chains, as many as it takes to hide
 * a multiply-add's latency on two ports. That fits the 16 registers of AVX2, too. A is read one
 * number at a time and may therefore be a transposed matrix; nothing is ever transposed in memory.
 */
final class VectorProduct {

    private VectorProduct() {}

    /**
     * A matrix read by number.
     *
     * @param values where its numbers are, from index 0
     * @param row the distance of neighbours in a column
     * @param column the distance of neighbours in a row
     */
    record Strided(float[] values, int row, int column) {}

    /**
     * Computes {@code c = bias + a b} with one bias for all rows.
     *
     * @param a [rows, depth]
     * @param b [depth, width], row-major; the width a multiple of two vectors
     * @param depth the number of terms
     * @param bias [width]
     * @param c receives [rows, width], row-major
     * @param rows the number of rows
     */
    static void of(Strided a, float[] b, int depth, float[] bias, float[] c, int rows) {
        of(a, b, depth, bias, 0, bias.length, c, rows);
    }

    /** The same with a bias of [rows, width]. */
    static void plus(
            float[] bias, Strided a, float[] b, int depth, int width, float[] c, int rows) {
        of(a, b, depth, bias, width, width, c, rows);
    }

    private static void of(
            Strided a,
            float[] b,
            int depth,
            float[] bias,
            int biasRow,
            int width,
            float[] c,
            int rows) {
        for (int j = 0; j < width; j += 2 * LANES) {
            int r = 0;
            for (; r + 4 <= rows; r += 4) {
                fourRows(a, r, b, depth, width, bias, r * biasRow + j, biasRow, c, j);
            }
            for (; r < rows; r++) {
                oneRow(a, r, b, depth, width, bias, r * biasRow + j, c, j);
            }
        }
    }

    private static void fourRows(
            Strided matrix,
            int r,
            float[] b,
            int depth,
            int width,
            float[] bias,
            int biasStart,
            int biasRow,
            float[] c,
            int j) {
        float[] a = matrix.values;
        int row = matrix.row;
        int column = matrix.column;
        FloatVector l0 = FloatVector.fromArray(SPECIES, bias, biasStart);
        FloatVector r0 = FloatVector.fromArray(SPECIES, bias, biasStart + LANES);
        FloatVector l1 = FloatVector.fromArray(SPECIES, bias, biasStart + biasRow);
        FloatVector r1 = FloatVector.fromArray(SPECIES, bias, biasStart + biasRow + LANES);
        FloatVector l2 = FloatVector.fromArray(SPECIES, bias, biasStart + 2 * biasRow);
        FloatVector r2 = FloatVector.fromArray(SPECIES, bias, biasStart + 2 * biasRow + LANES);
        FloatVector l3 = FloatVector.fromArray(SPECIES, bias, biasStart + 3 * biasRow);
        FloatVector r3 = FloatVector.fromArray(SPECIES, bias, biasStart + 3 * biasRow + LANES);
        int at = r * row;
        int from = j;
        for (int k = 0; k < depth; k++) {
            FloatVector bl = FloatVector.fromArray(SPECIES, b, from);
            FloatVector br = FloatVector.fromArray(SPECIES, b, from + LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + row]);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[at + 2 * row]);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[at + 3 * row]);
            l0 = a0.fma(bl, l0);
            r0 = a0.fma(br, r0);
            l1 = a1.fma(bl, l1);
            r1 = a1.fma(br, r1);
            l2 = a2.fma(bl, l2);
            r2 = a2.fma(br, r2);
            l3 = a3.fma(bl, l3);
            r3 = a3.fma(br, r3);
            at += column;
            from += width;
        }
        int to = r * width + j;
        l0.intoArray(c, to);
        r0.intoArray(c, to + LANES);
        l1.intoArray(c, to + width);
        r1.intoArray(c, to + width + LANES);
        l2.intoArray(c, to + 2 * width);
        r2.intoArray(c, to + 2 * width + LANES);
        l3.intoArray(c, to + 3 * width);
        r3.intoArray(c, to + 3 * width + LANES);
    }

    private static void oneRow(
            Strided matrix,
            int r,
            float[] b,
            int depth,
            int width,
            float[] bias,
            int biasStart,
            float[] c,
            int j) {
        float[] a = matrix.values;
        FloatVector left = FloatVector.fromArray(SPECIES, bias, biasStart);
        FloatVector right = FloatVector.fromArray(SPECIES, bias, biasStart + LANES);
        int at = r * matrix.row;
        int from = j;
        for (int k = 0; k < depth; k++) {
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
            left = a0.fma(FloatVector.fromArray(SPECIES, b, from), left);
            right = a0.fma(FloatVector.fromArray(SPECIES, b, from + LANES), right);
            at += matrix.column;
            from += width;
        }
        left.intoArray(c, r * width + j);
        right.intoArray(c, r * width + j + LANES);
    }
}
