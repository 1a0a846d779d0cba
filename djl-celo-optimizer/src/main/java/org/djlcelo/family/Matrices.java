package org.djlcelo.family;

import org.djlcelo.kernel.AxisOrder;
import org.djlcelo.kernel.TensorLayout;

/**
 * The matrices that a tensor consists of: one from input to output channels for every place of a
 * convolution's window. A vector counts as one row.
 *
 * <p>They are the last two axes in the reference's layout and the first two in DJL's, where those
 * of a convolution lie interleaved.
 *
 * @param count how many
 * @param rows the rows of each
 * @param columns the columns of each
 * @param apart between the first elements of two matrices
 * @param rowStride between two rows
 * @param columnStride between two columns
 */
record Matrices(int count, int rows, int columns, int apart, int rowStride, int columnStride) {

    static Matrices of(TensorLayout layout) {
        long[] shape = layout.shape();
        int rank = shape.length;
        if (rank < 2) {
            return new Matrices(1, 1, layout.size(), 0, layout.size(), 1);
        }
        if (layout.order() == AxisOrder.DJL && rank > 2) {
            int out = (int) shape[0];
            int in = (int) shape[1];
            int places = layout.size() / Math.max(1, in * out);
            return new Matrices(places, in, out, 1, places, in * places);
        }
        int rows = (int) shape[rank - 2];
        int columns = (int) shape[rank - 1];
        int area = rows * columns;
        return new Matrices(layout.size() / Math.max(1, area), rows, columns, area, columns, 1);
    }

    /** Which elements belong to one matrix. */
    ChannelSweep.Groups groups() {
        return new ChannelSweep.Groups(Math.max(1, count), Math.max(1, apart));
    }

    private int at(int matrix, int row, int column) {
        return matrix * apart + row * rowStride + column * columnStride;
    }

    /** Multiplies each matrix by one over the root of ε plus its mean square. */
    void normalize(float[] values, float epsilon) {
        for (int s = 0; s < count; s++) {
            double squares = 0;
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columns; c++) {
                    double x = values[at(s, r, c)];
                    squares += x * x;
                }
            }
            float mean = (float) (squares / ((double) rows * columns));
            float factor = (float) (1 / Math.sqrt(epsilon + mean));
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columns; c++) {
                    values[at(s, r, c)] *= factor;
                }
            }
        }
    }

    /** Replaces each matrix by its {@link NewtonSchulz} iterate. */
    void orthogonalize(float[] values) {
        if (count == 1 && columnStride == 1) {
            NewtonSchulz.orthogonalize(values, rows, columns);
            return;
        }
        float[] x = new float[rows * columns];
        for (int s = 0; s < count; s++) {
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columns; c++) {
                    x[r * columns + c] = values[at(s, r, c)];
                }
            }
            NewtonSchulz.orthogonalize(x, rows, columns);
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columns; c++) {
                    values[at(s, r, c)] = x[r * columns + c];
                }
            }
        }
    }
}
