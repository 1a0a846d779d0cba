package org.djlcelo.kernel;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.djlcelo.lopt.Decays;

/**
 * The accumulators of one tensor in Java's memory, all zero at the start.
 *
 * <p>Four floats per element (three momenta and the second moment) plus row and column statistics;
 * a scalar or vector has three full second moments in their place, so seven floats.
 */
public final class TensorState {

    private final TensorLayout layout;
    final float[][] momentum;
    final float[] secondMoment;

    /** Factored: [timescale][row]; otherwise the full second moments [timescale][element]. */
    final float[][] row;

    /** Factored: [timescale][column]; otherwise empty. */
    final float[][] column;

    /**
     * Creates zero accumulators.
     *
     * @param layout the tensor's layout
     */
    public TensorState(TensorLayout layout) {
        this.layout = layout;
        momentum = new float[Decays.TIMESCALES][layout.size()];
        secondMoment = new float[layout.size()];
        row = new float[Decays.TIMESCALES][layout.rowCount()];
        column = new float[Decays.TIMESCALES][layout.columnCount()];
    }

    /**
     * Returns the tensor's layout.
     *
     * @return the layout
     */
    public TensorLayout layout() {
        return layout;
    }

    /**
     * Returns the same accumulators in arrays of their own.
     *
     * @return the copy
     */
    public TensorState copy() {
        TensorState copy = new TensorState(layout);
        Map<String, float[]> to = copy.arrays();
        arrays().forEach((name, x) -> System.arraycopy(x, 0, to.get(name), 0, x.length));
        return copy;
    }

    /** Sets all accumulators to zero, for a new run on the same shape. */
    public void reset() {
        for (float[] array : arrays().values()) {
            Arrays.fill(array, 0);
        }
    }

    /**
     * Returns the accumulators by name, not copied: what is saved, restored and compared.
     *
     * @return {@code m0..m2}, {@code rms}, and {@code v_row0..2}, {@code v_col0..2} or {@code
     *     v_full0..2}
     */
    public Map<String, float[]> arrays() {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            arrays.put("m" + j, momentum[j]);
        }
        arrays.put("rms", secondMoment);
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            if (layout.isFactored()) {
                arrays.put("v_row" + j, row[j]);
                arrays.put("v_col" + j, column[j]);
            } else {
                arrays.put("v_full" + j, row[j]);
            }
        }
        return arrays;
    }

    /**
     * Returns how long the accumulators of a tensor are.
     *
     * @param layout the tensor's layout
     * @return lengths under the names of {@link #arrays()}
     */
    public static Map<String, Integer> arrayLengths(TensorLayout layout) {
        Map<String, Integer> lengths = new LinkedHashMap<>();
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            lengths.put("m" + j, layout.size());
        }
        lengths.put("rms", layout.size());
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            if (layout.isFactored()) {
                lengths.put("v_row" + j, layout.rowCount());
                lengths.put("v_col" + j, layout.columnCount());
            } else {
                lengths.put("v_full" + j, layout.rowCount());
            }
        }
        return lengths;
    }
}
