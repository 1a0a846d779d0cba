package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.function.DoubleConsumer;

/**
 * Counts skipped tensors and losses on the device and keeps η there, and reads it all back every
 * {@link #INTERVAL} steps.
 */
final class DeviceCounters implements AutoCloseable {

    /** Steps between two read-backs. */
    static final int INTERVAL = 100;

    private final NDManager manager;
    private final DoubleConsumer consumer;
    private final BadSteps badSteps = new BadSteps();

    /** Whether the step in progress is bad, above 0 if so. */
    private final NDArray badNow;

    /** Bad steps in a row up to the last step. */
    private final NDArray row;

    /** The last step that ended a row of too many bad ones, 0 if none. */
    private final NDArray failedAt;

    private final NDArray tensors;
    private final NDArray losses;
    private final NDArray missing;

    /** η of the steps since the last read-back. */
    private final NDArray etas;

    private int recorded;
    private int reads;

    DeviceCounters(NDManager parent, DoubleConsumer consumer) {
        manager = parent.newSubManager();
        this.consumer = consumer;
        badNow = manager.create(0f);
        row = manager.create(0f);
        failedAt = manager.create(0f);
        tensors = manager.create(0f);
        losses = manager.create(0f);
        missing = manager.create(0f);
        etas = manager.zeros(new Shape(INTERVAL), DataType.FLOAT32);
    }

    /** Adds 1 or 0 to the skipped tensors. */
    void addTensor(NDArray skipped) {
        try (NDArray here = skipped.toDevice(manager.getDevice(), false)) {
            tensors.addi(here);
            badNow.addi(here);
        }
    }

    /** Adds 1 or 0 to the losses that weren't finite, and to those that weren't there. */
    void addLoss(NDArray nonFinite, NDArray absent) {
        missing.addi(absent);
        losses.addi(nonFinite).subi(absent);
        badNow.addi(nonFinite);
    }

    /** Keeps η of a step. */
    void record(NDArray eta) {
        etas.set(new NDIndex(recorded + ":" + (recorded + 1)), eta);
        recorded++;
    }

    /**
     * Ends a step; every {@link #INTERVAL} steps reads back and warns.
     *
     * @throws IllegalStateException if steps had no loss or too many in a row were bad
     */
    void endStep(int step) {
        try (NDArray flag = badNow.minimum(1);
                NDArray longer = row.add(1);
                NDArray length = longer.mul(flag);
                NDArray failed = length.gte(BadSteps.LIMIT);
                NDArray number = failed.toType(DataType.FLOAT32, true);
                NDArray last = number.mul(step);
                NDArray latest = failedAt.maximum(last)) {
            overwrite(row, length);
            overwrite(failedAt, latest);
            badNow.subi(badNow);
        }
        if (recorded == INTERVAL) {
            float[] values = read(step);
            if (values[2] > 0) {
                throw MissingLoss.at(step);
            }
            if (values[3] > 0) {
                throw BadSteps.failure((int) values[3]);
            }
        }
    }

    private static void overwrite(NDArray target, NDArray value) {
        target.subi(target);
        target.addi(value);
    }

    /** Reads back, hands η on and warns, without giving up. */
    void flush(int step) {
        if (recorded > 0) {
            read(step);
        }
    }

    /** Skipped tensors and losses, missing losses and the failed step since the last time. */
    private float[] read(int step) {
        reads++;
        float[] values;
        try (NDArray counts = NDArrays.stack(new NDList(tensors, losses, missing, failedAt));
                NDArray all = counts.concat(etas, 0)) {
            values = all.toFloatArray();
        }
        for (NDArray count : new NDArray[] {tensors, losses, missing, failedAt}) {
            count.subi(count);
        }
        int first = values.length - INTERVAL;
        for (int i = 0; i < recorded; i++) {
            consumer.accept(values[first + i]);
        }
        recorded = 0;
        badSteps.countTensors(step, (long) values[0]);
        badSteps.countLosses(step, (long) values[1]);
        return Arrays.copyOf(values, first);
    }

    /** How often the device was read. */
    int reads() {
        return reads;
    }

    long skippedTensors() {
        return badSteps.skippedTensors();
    }

    /** {@inheritDoc} */
    @Override
    public void close() {
        manager.close();
    }
}
