package org.djlcelo.matrix;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products with the Vector API, blocked in registers.
 *
 * <p>Six rows times two vectors are summed at once: per k eight loads for twelve multiply-adds, so
 * that the loads are not the bottleneck, and more independent chains than it takes to hide a
 * multiply-add's latency on two ports. Each factor is used up before the next is loaded, so that 15
 * registers do: AVX2 has 16. (Four rows: 28 instead of 32 billion multiply-adds a second on an EPYC
 * without AVX-512.) Columns beyond the last two vectors are filled up with zeros, or left to {@link
 * PlainProducts}.
 *
 * <p>For many rows the second factor is copied, two vectors of columns at a time: in place, its
 * rows may all fall into the same lines of the cache, as those of 3072 numbers do.
 */
final class VectorProducts implements Products {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Of a block. */
    private static final int WIDTH = 2 * LANES;

    /** A copy of so many rows of a block's columns fits into half the first-level cache. */
    private static final int DEPTH = 192;

    /** Enough for the copy to be worth its while. */
    private static final int MANY_ROWS = 64;

    /** Multiply-adds from which it is worth while to fill columns up to a block. */
    private static final int MUCH = 1 << 15;

    private final PlainProducts rest = new PlainProducts();

    /** {@inheritDoc} */
    @Override
    public void multiply(Strided a, float[] b, int depth, float[] bias, float[] c, int rows) {
        int width = bias.length;
        int whole = blocks(a, b, depth, bias, 0, width, c, rows);
        if (whole < width) {
            for (int r = 0; r < rows; r++) {
                System.arraycopy(bias, whole, c, r * width + whole, width - whole);
            }
            addRest(a, b, depth, width, whole, c, rows);
        }
    }

    /** {@inheritDoc} */
    @Override
    public void add(Strided a, float[] b, int depth, int width, float[] c, int rows) {
        int whole = blocks(a, b, depth, c, width, width, c, rows);
        if (whole < width) {
            addRest(a, b, depth, width, whole, c, rows);
        }
    }

    /** The columns behind the whole blocks, in a block of copies if they are worth it. */
    private void addRest(
            Strided a, float[] b, int depth, int width, int whole, float[] c, int rows) {
        int n = width - whole;
        if ((long) rows * depth * n < MUCH) {
            rest.add(a, b, depth, width, whole, c, rows);
            return;
        }
        float[] panel = new float[Math.min(depth, DEPTH) * WIDTH];
        float[] sums = new float[rows * WIDTH];
        for (int r = 0; r < rows; r++) {
            System.arraycopy(c, r * width + whole, sums, r * WIDTH, n);
        }
        for (int k = 0; k < depth; k += DEPTH) {
            int left = Math.min(DEPTH, depth - k);
            copy(b, k * width + whole, width, n, panel, left);
            for (int r = 0; r < rows; r += 6) {
                block(a, r, rows - 1, k, panel, 0, WIDTH, left, sums, WIDTH, sums, 0, WIDTH);
            }
        }
        for (int r = 0; r < rows; r++) {
            System.arraycopy(sums, r * WIDTH, c, r * width + whole, n);
        }
    }

    /** Copies n numbers of each row to the beginnings of the panel's rows. */
    private static void copy(float[] b, int from, int width, int n, float[] panel, int rows) {
        for (int i = 0; i < rows; i++) {
            System.arraycopy(b, from + i * width, panel, i * WIDTH, n);
        }
    }

    /** Returns how many columns are done. */
    private static int blocks(
            Strided a,
            float[] b,
            int depth,
            float[] bias,
            int biasRow,
            int width,
            float[] c,
            int rows) {
        int whole = width - width % WIDTH;
        if (rows < MANY_ROWS || depth == 0) {
            for (int j = 0; j < whole; j += WIDTH) {
                for (int r = 0; r < rows; r += 6) {
                    block(a, r, rows - 1, 0, b, j, width, depth, bias, biasRow, c, j, width);
                }
            }
            return whole;
        }
        float[] panel = new float[Math.min(depth, DEPTH) * WIDTH];
        for (int j = 0; j < whole; j += WIDTH) {
            float[] from = bias;
            int fromRow = biasRow;
            for (int k = 0; k < depth; k += DEPTH) {
                int n = Math.min(DEPTH, depth - k);
                copy(b, k * width + j, width, WIDTH, panel, n);
                for (int r = 0; r < rows; r += 6) {
                    block(a, r, rows - 1, k, panel, 0, WIDTH, n, from, fromRow, c, j, width);
                }
                from = c;
                fromRow = width;
            }
        }
        return whole;
    }

    /**
     * Six rows and two vectors of columns. Where fewer rows are left, the last one stands for those
     * that are missing: it is computed more than once, from what was there before.
     */
    private static void block(
            Strided matrix,
            int r,
            int last,
            int firstColumn,
            float[] b,
            int from,
            int step,
            int depth,
            float[] bias,
            int biasRow,
            float[] c,
            int j,
            int width) {
        int r1 = Math.min(r + 1, last);
        int r2 = Math.min(r + 2, last);
        int r3 = Math.min(r + 3, last);
        int r4 = Math.min(r + 4, last);
        int r5 = Math.min(r + 5, last);
        FloatVector l0 = FloatVector.fromArray(SPECIES, bias, r * biasRow + j);
        FloatVector h0 = FloatVector.fromArray(SPECIES, bias, r * biasRow + j + LANES);
        FloatVector l1 = FloatVector.fromArray(SPECIES, bias, r1 * biasRow + j);
        FloatVector h1 = FloatVector.fromArray(SPECIES, bias, r1 * biasRow + j + LANES);
        FloatVector l2 = FloatVector.fromArray(SPECIES, bias, r2 * biasRow + j);
        FloatVector h2 = FloatVector.fromArray(SPECIES, bias, r2 * biasRow + j + LANES);
        FloatVector l3 = FloatVector.fromArray(SPECIES, bias, r3 * biasRow + j);
        FloatVector h3 = FloatVector.fromArray(SPECIES, bias, r3 * biasRow + j + LANES);
        FloatVector l4 = FloatVector.fromArray(SPECIES, bias, r4 * biasRow + j);
        FloatVector h4 = FloatVector.fromArray(SPECIES, bias, r4 * biasRow + j + LANES);
        FloatVector l5 = FloatVector.fromArray(SPECIES, bias, r5 * biasRow + j);
        FloatVector h5 = FloatVector.fromArray(SPECIES, bias, r5 * biasRow + j + LANES);
        float[] a = matrix.values();
        int column = matrix.column();
        int at0 = r * matrix.row() + firstColumn * column;
        int at1 = r1 * matrix.row() + firstColumn * column;
        int at2 = r2 * matrix.row() + firstColumn * column;
        int at3 = r3 * matrix.row() + firstColumn * column;
        int at4 = r4 * matrix.row() + firstColumn * column;
        int at5 = r5 * matrix.row() + firstColumn * column;
        int at = from;
        for (int k = 0; k < depth; k++) {
            FloatVector low = FloatVector.fromArray(SPECIES, b, at);
            FloatVector high = FloatVector.fromArray(SPECIES, b, at + LANES);
            FloatVector x = FloatVector.broadcast(SPECIES, a[at0]);
            l0 = x.fma(low, l0);
            h0 = x.fma(high, h0);
            x = FloatVector.broadcast(SPECIES, a[at1]);
            l1 = x.fma(low, l1);
            h1 = x.fma(high, h1);
            x = FloatVector.broadcast(SPECIES, a[at2]);
            l2 = x.fma(low, l2);
            h2 = x.fma(high, h2);
            x = FloatVector.broadcast(SPECIES, a[at3]);
            l3 = x.fma(low, l3);
            h3 = x.fma(high, h3);
            x = FloatVector.broadcast(SPECIES, a[at4]);
            l4 = x.fma(low, l4);
            h4 = x.fma(high, h4);
            x = FloatVector.broadcast(SPECIES, a[at5]);
            l5 = x.fma(low, l5);
            h5 = x.fma(high, h5);
            at0 += column;
            at1 += column;
            at2 += column;
            at3 += column;
            at4 += column;
            at5 += column;
            at += step;
        }
        l0.intoArray(c, r * width + j);
        h0.intoArray(c, r * width + j + LANES);
        l1.intoArray(c, r1 * width + j);
        h1.intoArray(c, r1 * width + j + LANES);
        l2.intoArray(c, r2 * width + j);
        h2.intoArray(c, r2 * width + j + LANES);
        l3.intoArray(c, r3 * width + j);
        h3.intoArray(c, r3 * width + j + LANES);
        l4.intoArray(c, r4 * width + j);
        h4.intoArray(c, r4 * width + j + LANES);
        l5.intoArray(c, r5 * width + j);
        h5.intoArray(c, r5 * width + j + LANES);
    }
}
