package org.djlcelo.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.Map;
import org.djlcelo.lopt.Decays;

/**
 * The accumulators of tensors of one layout as an engine's arrays, all zero at the start.
 *
 * <p>The members are stacked along the first axis and time scales along the second, and row and
 * column statistics lie one after the other, so that one operation serves all of them. Arrays
 * belong to the manager given at creation.
 */
public final class NDArrayTensorState {

    /** Where the factored axes are in a stack: after members, channels and {@code before}. */
    private static final int FIRST = 3;

    private static final int SECOND = 5;

    private static final NDIndex ALL = new NDIndex(":");

    /** As they are saved. */
    private static final String[] MOMENTS = {"m0", "m1", "m2", "rms"};

    private final NDManager manager;
    private final TensorLayout layout;
    private final int members;

    /** [members, 4, axes]: three momenta, then the second moment. */
    NDArray moments;

    /** [members, 3, rows + columns]; the full second moments [members, 3, size] if not factored. */
    NDArray statistics;

    /**
     * Creates zero accumulators.
     *
     * @param manager what owns the arrays, on the tensors' device
     * @param layout the layout of each
     * @param members how many tensors
     */
    public NDArrayTensorState(NDManager manager, TensorLayout layout, int members) {
        this.manager = manager;
        this.layout = layout;
        this.members = members;
        moments = manager.zeros(stack(NDArrayDecays.MOMENTS), DataType.FLOAT32);
        int both = layout.rowCount() + layout.columnCount();
        statistics = manager.zeros(new Shape(members, Decays.TIMESCALES, both), DataType.FLOAT32);
    }

    /**
     * Returns three momenta, then the second moment.
     *
     * @return [members, 4, axes], not copied
     */
    public NDArray moments() {
        return moments;
    }

    /** How many tensors. */
    int members() {
        return members;
    }

    /**
     * Returns the shape of so many arrays like each tensor: the layout's five axes whatever the
     * tensor's rank, or its size if it isn't factored.
     *
     * @param count how many
     * @return [members, count, axes]
     */
    public Shape stack(int count) {
        return new Shape(members, count).addAll(axes());
    }

    /** The axes of one array in a stack. */
    Shape axes() {
        if (!layout.isFactored()) {
            return new Shape(layout.size());
        }
        return new Shape(
                layout.before(), layout.first(), layout.between(), layout.second(), layout.after());
    }

    /** The place of d0 in a stack. */
    int rowAxis() {
        return layout.rowAxisIsFirst() ? FIRST : SECOND;
    }

    /** The place of d1 in a stack. */
    int columnAxis() {
        return layout.rowAxisIsFirst() ? SECOND : FIRST;
    }

    /** The part of [members, count, rows + columns] that belongs to rows. */
    NDArray rows(NDArray both) {
        return layout.isFactored() ? both.get(":, :, :" + layout.rowCount()) : both;
    }

    /** The part that belongs to columns; a tensor that isn't factored has the same for both. */
    NDArray columns(NDArray both) {
        return layout.isFactored() ? both.get(":, :, " + layout.rowCount() + ":") : both;
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
        long[] shape = stack(Math.toIntExact(flat.getShape().get(1))).getShape().clone();
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
     * Reads a member's accumulators back.
     *
     * @param member its place
     * @return copies under the names of {@link TensorState#arrays()}
     */
    public Map<String, float[]> read(int member) {
        Map<String, float[]> arrays = new TensorState(layout).arrays();
        for (int j = 0; j < NDArrayDecays.MOMENTS; j++) {
            read(moments.get(member, j), arrays.get(MOMENTS[j]));
        }
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            read(statistics.get(member, j), statistics(arrays, j));
        }
        return arrays;
    }

    /** One by one, since a whole stack may be longer than a Java array. */
    private static void read(NDArray one, float[]... parts) {
        try (one) {
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
     * Replaces a member's accumulators.
     *
     * @param member its place
     * @param arrays values under the names of {@link TensorState#arrays()}
     */
    public void write(int member, Map<String, float[]> arrays) {
        for (int j = 0; j < NDArrayDecays.MOMENTS; j++) {
            write(moments.get(member, j), arrays.get(MOMENTS[j]));
        }
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            write(statistics.get(member, j), statistics(arrays, j));
        }
    }

    private void write(NDArray place, float[]... parts) {
        try (place;
                NDManager temporary = manager.newSubManager()) {
            NDList values = new NDList();
            for (float[] part : parts) {
                values.add(temporary.create(part));
            }
            place.set(ALL, NDArrays.concat(values).reshape(place.getShape()));
        }
    }
}
