package org.djlcelo.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.Map;
import org.djlcelo.lopt.Decays;

/**
 * The accumulators of one tensor as an engine's arrays, all zero at the start.
 *
 * <p>Time scales are stacked along a leading axis, and row and column statistics lie one after the
 * other, so that one operation serves all of them. Arrays belong to the manager given at creation.
 */
public final class NDArrayTensorState {

    /** Where the factored axes are in a stack: after the leading one and {@code before}. */
    private static final int FIRST = 2;

    private static final int SECOND = 4;

    /** As they are saved. */
    private static final String[] MOMENTS = {"m0", "m1", "m2", "rms"};

    private final NDManager manager;
    private final TensorLayout layout;

    /** [4, axes]: three momenta, then the second moment. */
    NDArray moments;

    /** [3, rows + columns]; the full second moments [3, size] if not factored. */
    NDArray statistics;

    /**
     * Creates zero accumulators.
     *
     * @param manager what owns the arrays, on the tensor's device
     * @param layout the tensor's layout
     */
    public NDArrayTensorState(NDManager manager, TensorLayout layout) {
        this.manager = manager;
        this.layout = layout;
        moments = manager.zeros(stack(DeviceWeights.MOMENTS), DataType.FLOAT32);
        Shape both = new Shape(Decays.TIMESCALES, layout.rowCount() + layout.columnCount());
        statistics = manager.zeros(both, DataType.FLOAT32);
    }

    /**
     * The shape of so many arrays like the tensor: the layout's five axes whatever the tensor's
     * rank, or its size if it isn't factored.
     */
    Shape stack(int count) {
        if (!layout.isFactored()) {
            return new Shape(count, layout.size());
        }
        return new Shape(
                count,
                layout.before(),
                layout.first(),
                layout.between(),
                layout.second(),
                layout.after());
    }

    /** The place of d0 in a stack. */
    int rowAxis() {
        return layout.rowAxisIsFirst() ? FIRST : SECOND;
    }

    /** The place of d1 in a stack. */
    int columnAxis() {
        return layout.rowAxisIsFirst() ? SECOND : FIRST;
    }

    /** The part of [count, rows + columns] that belongs to rows. */
    NDArray rows(NDArray both) {
        return layout.isFactored() ? both.get(":, :" + layout.rowCount()) : both;
    }

    /** The part that belongs to columns; a tensor that isn't factored has the same for both. */
    NDArray columns(NDArray both) {
        return layout.isFactored() ? both.get(":, " + layout.rowCount() + ":") : both;
    }

    /** Rows as a stack that broadcasts over d0. */
    NDArray alongRows(NDArray rows) {
        return along(rows, rowAxis());
    }

    /** Columns as a stack that broadcasts over d1. */
    NDArray alongColumns(NDArray columns) {
        return along(columns, columnAxis());
    }

    private NDArray along(NDArray flat, int averaged) {
        long[] shape = stack(Math.toIntExact(flat.getShape().get(0))).getShape().clone();
        if (layout.isFactored()) {
            shape[averaged] = 1;
        }
        return flat.reshape(shape);
    }

    TensorLayout layout() {
        return layout;
    }

    NDManager manager() {
        return manager;
    }

    /** Takes over new accumulators and closes the old ones. */
    void replace(NDArray newMoments, NDArray newStatistics) {
        moments.close();
        statistics.close();
        newMoments.attach(manager);
        newStatistics.attach(manager);
        moments = newMoments;
        statistics = newStatistics;
    }

    /**
     * Reads the accumulators back.
     *
     * @return copies under the names of {@link TensorState#arrays()}
     */
    public Map<String, float[]> read() {
        Map<String, float[]> arrays = new TensorState(layout).arrays();
        for (int j = 0; j < DeviceWeights.MOMENTS; j++) {
            read(moments, j, arrays.get(MOMENTS[j]));
        }
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            read(statistics, j, statistics(arrays, j));
        }
        return arrays;
    }

    /** One by one, since a whole stack may be longer than a Java array. */
    private static void read(NDArray stack, int j, float[]... parts) {
        try (NDArray one = stack.get(j)) {
            FloatBuffer values = FloatBuffer.wrap(one.toFloatArray());
            for (float[] part : parts) {
                values.get(part);
            }
        }
    }

    /** A time scale's statistics in the order in which they are stacked. */
    private float[][] statistics(Map<String, float[]> arrays, int j) {
        return layout.isFactored()
                ? new float[][] {arrays.get("v_row" + j), arrays.get("v_col" + j)}
                : new float[][] {arrays.get("v_full" + j)};
    }

    /**
     * Replaces the accumulators.
     *
     * @param arrays values under the names of {@link TensorState#arrays()}
     */
    public void write(Map<String, float[]> arrays) {
        try (NDManager temporary = manager.newSubManager()) {
            NDList newMoments = new NDList();
            for (String name : MOMENTS) {
                newMoments.add(temporary.create(arrays.get(name), moments.getShape().slice(1)));
            }
            NDList newStatistics = new NDList();
            for (int j = 0; j < Decays.TIMESCALES; j++) {
                NDList parts = new NDList();
                for (float[] part : statistics(arrays, j)) {
                    parts.add(temporary.create(part));
                }
                newStatistics.add(NDArrays.concat(parts));
            }
            replace(NDArrays.stack(newMoments), NDArrays.stack(newStatistics));
        }
    }
}
