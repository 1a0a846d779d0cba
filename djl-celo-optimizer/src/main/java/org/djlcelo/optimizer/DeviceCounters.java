package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
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

    private static final NDIndex ALL = new NDIndex(":");

    // places in what is read back
    private static final int NOW = 0;
    private static final int TENSORS = 1;
    private static final int LOSSES = 2;
    private static final int MISSING = 3;
    private static final int FAILED_AT = 4;
    private static final int ETAS = 5;

    private final NDManager manager;
    private final DoubleConsumer consumer;
    private final BadSteps badSteps;
    private final NDArray zero;
    private final NDArray one;
    private final NDArray limit;

    /** Whether the loss of the step in progress is bad, above 0 if so. */
    private final NDArray lossNow;

    /** Bad steps in a row up to the last step. */
    private final NDArray row;

    /** All that is read back; what follows are views into it. */
    private final NDArray record;

    /** Skipped tensors of the step in progress. */
    private final NDArray now;

    /** Skipped tensors in this step and since the last read-back: counted by one operation. */
    private final NDArray tensors;

    /** All that begins anew with a read-back. */
    private final NDArray sinceRead;

    private final NDArray losses;
    private final NDArray missing;

    /** The last step that ended a row of too many bad ones, 0 if none. */
    private final NDArray failedAt;

    private int recorded;
    private int reads;

    DeviceCounters(NDManager parent, DoubleConsumer consumer, BadSteps.Consequence consequence) {
        manager = parent.newSubManager();
        this.consumer = consumer;
        badSteps = new BadSteps(consequence);
        zero = manager.create(0f);
        one = manager.create(1f);
        limit = manager.create((float) BadSteps.LIMIT);
        lossNow = manager.zeros(new Shape(1));
        row = manager.zeros(new Shape(1));
        record = manager.zeros(new Shape(ETAS + INTERVAL));
        now = at(NOW);
        tensors = record.get(NOW + ":" + (TENSORS + 1));
        sinceRead = record.get(TENSORS + ":");
        losses = at(LOSSES);
        missing = at(MISSING);
        failedAt = at(FAILED_AT);
    }

    private NDArray at(int place) {
        return record.get(place + ":" + (place + 1));
    }

    /** Adds to the skipped tensors. */
    void addTensors(NDArray skipped) {
        if (skipped.getDevice().equals(manager.getDevice())) {
            tensors.addi(skipped);
        } else {
            try (NDArray here = skipped.toDevice(manager.getDevice(), false)) {
                tensors.addi(here);
            }
        }
    }

    /** Adds 1 or 0 to the losses that weren't finite, and to those that weren't there. */
    void addLoss(NDArray nonFinite, NDArray absent) {
        missing.addi(absent);
        losses.addi(nonFinite).subi(absent);
        lossNow.addi(nonFinite);
    }

    /** Keeps η of a step. */
    void record(NDArray eta) {
        try (NDArray place = at(ETAS + recorded)) {
            place.set(ALL, eta);
        }
        recorded++;
    }

    /**
     * Ends a step; every {@link #INTERVAL} steps reads back and warns.
     *
     * @throws IllegalStateException if steps had no loss or too many in a row were bad
     */
    void endStep(int step) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray bad = now.add(lossNow).minimum(one);
            row.addi(one).muli(bad);
            NDArray failed = row.gte(limit).toType(DataType.FLOAT32, true);
            NDArray last = failed.mul(manager.full(new Shape(), (float) step));
            failedAt.set(ALL, failedAt.maximum(last));
            now.set(ALL, zero);
            lossNow.set(ALL, zero);
        }
        if (recorded == INTERVAL) {
            float[] values = read(step);
            if (values[MISSING] > 0) {
                throw MissingLoss.at(step);
            }
            if (values[FAILED_AT] > 0) {
                throw BadSteps.failure((int) values[FAILED_AT]);
            }
        }
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
        float[] values = record.toFloatArray();
        sinceRead.set(ALL, zero);
        for (int i = 0; i < recorded; i++) {
            consumer.accept(values[ETAS + i]);
        }
        recorded = 0;
        badSteps.countTensors(step, (long) values[TENSORS]);
        badSteps.countLosses(step, (long) values[LOSSES]);
        return Arrays.copyOf(values, ETAS);
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
