package org.djlcelo.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.djlcelo.lopt.Decays;

/**
 * The accumulators of one tensor as an engine's arrays, all zero at the start.
 *
 * <p>The three time scales are stacked along a leading axis. Arrays belong to the manager given at
 * creation and are replaced, never changed, by a step.
 */
public final class NDArrayTensorState {

    private final NDManager manager;
    private final TensorLayout layout;

    /** [3, shape]; a scalar counts as shape [1]. */
    NDArray momentum;

    /** [shape]. */
    NDArray secondMoment;

    /** [3, shape without d0]; the full second moments [3, shape] if not factored. */
    NDArray row;

    /** [3, shape without d1]; null if not factored. */
    NDArray column;

    /**
     * Creates zero accumulators.
     *
     * @param manager what owns the arrays, on the tensor's device
     * @param layout the tensor's layout
     */
    public NDArrayTensorState(NDManager manager, TensorLayout layout) {
        this.manager = manager;
        this.layout = layout;
        Shape shape = shape();
        momentum = zeros(shape);
        secondMoment = manager.zeros(shape, DataType.FLOAT32);
        if (layout.isFactored()) {
            row = zeros(without(shape, layout.rowAxis()));
            column = zeros(without(shape, layout.columnAxis()));
        } else {
            row = zeros(shape);
        }
    }

    private NDArray zeros(Shape shape) {
        return manager.zeros(new Shape(Decays.TIMESCALES).addAll(shape), DataType.FLOAT32);
    }

    private static Shape without(Shape shape, int axis) {
        return shape.slice(0, axis).addAll(shape.slice(axis + 1));
    }

    /** The tensor's shape, [1] for a scalar. */
    Shape shape() {
        long[] shape = layout.shape();
        return shape.length == 0 ? new Shape(1) : new Shape(shape);
    }

    TensorLayout layout() {
        return layout;
    }

    NDManager manager() {
        return manager;
    }

    /** Takes over new accumulators and closes the old ones. */
    void replace(NDArray newMomentum, NDArray newSecondMoment, NDArray newRow, NDArray newColumn) {
        momentum = replaced(momentum, newMomentum);
        secondMoment = replaced(secondMoment, newSecondMoment);
        row = replaced(row, newRow);
        column = replaced(column, newColumn);
    }

    private NDArray replaced(NDArray old, NDArray fresh) {
        if (old != null) {
            old.close();
            fresh.attach(manager);
        }
        return fresh;
    }

    /**
     * Reads the accumulators back.
     *
     * @return copies under the names of {@link TensorState#arrays()}
     */
    public Map<String, float[]> read() {
        TensorState host = new TensorState(layout);
        copy(momentum, host.momentum);
        copy(row, host.row);
        if (column != null) {
            copy(column, host.column);
        }
        float[] v = secondMoment.toFloatArray();
        System.arraycopy(v, 0, host.secondMoment, 0, v.length);
        return new LinkedHashMap<>(host.arrays());
    }

    private static void copy(NDArray stacked, float[][] out) {
        float[] values = stacked.toFloatArray();
        for (int j = 0; j < out.length; j++) {
            System.arraycopy(values, j * out[j].length, out[j], 0, out[j].length);
        }
    }

    /**
     * Replaces the accumulators.
     *
     * @param arrays values under the names of {@link TensorState#arrays()}
     */
    public void write(Map<String, float[]> arrays) {
        String first = layout.isFactored() ? "v_row" : "v_full";
        replace(
                stacked(arrays, "m", momentum.getShape()),
                manager.create(arrays.get("rms"), secondMoment.getShape()),
                stacked(arrays, first, row.getShape()),
                column == null ? null : stacked(arrays, "v_col", column.getShape()));
    }

    private NDArray stacked(Map<String, float[]> arrays, String name, Shape shape) {
        int length = arrays.get(name + 0).length;
        float[] values = new float[Decays.TIMESCALES * length];
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            System.arraycopy(arrays.get(name + j), 0, values, j * length, length);
        }
        return manager.create(values, shape);
    }
}
