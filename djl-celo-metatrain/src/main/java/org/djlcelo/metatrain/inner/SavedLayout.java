package org.djlcelo.metatrain.inner;

import java.util.Map;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.kernel.TensorState;

/**
 * Tells whether restored accumulators were saved for the same order of a matrix's axes.
 *
 * <p>Two layouts of a matrix have equally many values, so lengths can't tell. But the second moment
 * and the slowest factored statistic forget at the same rate, so the mean of one over the row axis
 * is the other, up to rounding: unless the axes were the other way round.
 */
final class SavedLayout {

    /**
     * Of the sum of a statistic; rounding stays below a thousandth, other axes differ by tenths.
     */
    private static final double TOLERANCE = 0.02;

    /** Gradients smaller than float32's square roots count in one of the two only. */
    private static final double NOTHING = 1e-24;

    private SavedLayout() {}

    static boolean fits(TensorState state) {
        TensorLayout layout = state.layout();
        long[] shape = layout.shape();
        if (shape.length != 2) {
            return true;
        }
        Map<String, float[]> arrays = state.arrays();
        float[] elements = arrays.get("rms");
        float[] rows = arrays.get("v_row2");
        int columns = (int) shape[1];
        double[] means = new double[rows.length];
        for (int i = 0; i < elements.length; i++) {
            int row = layout.rowAxis() == 0 ? i % columns : i / columns;
            means[row] += (double) elements[i] * rows.length / elements.length;
        }
        double difference = 0;
        double sum = 0;
        for (int r = 0; r < rows.length; r++) {
            difference += Math.abs(means[r] - rows[r]);
            sum += rows[r];
        }
        // a run that diverged to NaN fits any layout
        return !(difference > TOLERANCE * sum + NOTHING);
    }
}
