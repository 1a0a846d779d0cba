package org.djlcelo.matrix;

import java.util.Arrays;

/**
 * Products in loops that HotSpot vectorises.
 *
 * <p>It does that with a loop that changes an array only if it uses the same index in all of them,
 * without an offset: so these work on copies of rows.
 */
final class PlainProducts implements Products {

    /** Below so many columns there is nothing to vectorise, and copies cost more than they save. */
    private static final int NARROW = 4;

    /** {@inheritDoc} */
    @Override
    public void multiply(Strided a, float[] b, int depth, float[] bias, float[] c, int rows) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(bias, 0, c, r * bias.length, bias.length);
        }
        add(a, b, depth, bias.length, c, rows);
    }

    /** {@inheritDoc} */
    @Override
    public void add(Strided a, float[] b, int depth, int width, float[] c, int rows) {
        add(a, b, depth, width, 0, c, rows);
    }

    /** The same for the columns from a first one. */
    void add(Strided a, float[] b, int depth, int width, int first, float[] c, int rows) {
        if (width - first < NARROW) {
            addOneByOne(a, b, depth, width, first, c, rows);
        } else {
            addRows(a, b, depth, width, first, c, rows);
        }
    }

    private static void addOneByOne(
            Strided a, float[] b, int depth, int width, int first, float[] c, int rows) {
        for (int r = 0; r < rows; r++) {
            for (int j = first; j < width; j++) {
                float sum = c[r * width + j];
                for (int k = 0; k < depth; k++) {
                    sum = Math.fma(a.at(r, k), b[k * width + j], sum);
                }
                c[r * width + j] = sum;
            }
        }
    }

    private static void addRows(
            Strided a, float[] b, int depth, int width, int first, float[] c, int rows) {
        float[][] terms = new float[depth][];
        for (int k = 0; k < depth; k++) {
            terms[k] = Arrays.copyOfRange(b, k * width + first, (k + 1) * width);
        }
        float[] sum = new float[width - first];
        for (int r = 0; r < rows; r++) {
            System.arraycopy(c, r * width + first, sum, 0, sum.length);
            int k = 0;
            // four terms at a time: the sum is loaded and stored a quarter as often
            for (; k + 3 < depth; k += 4) {
                addFour(a, r, k, terms[k], terms[k + 1], terms[k + 2], terms[k + 3], sum);
            }
            for (; k < depth; k++) {
                addOne(a.at(r, k), terms[k], sum);
            }
            System.arraycopy(sum, 0, c, r * width + first, sum.length);
        }
    }

    private static void addFour(
            Strided a, int r, int k, float[] b0, float[] b1, float[] b2, float[] b3, float[] sum) {
        float a0 = a.at(r, k);
        float a1 = a.at(r, k + 1);
        float a2 = a.at(r, k + 2);
        float a3 = a.at(r, k + 3);
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
