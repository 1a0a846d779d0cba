package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts skipped tensors and bad losses on the device, and keeps η there, until they are read back.
 */
final class DeviceCounters implements AutoCloseable {

    /** Steps between two read-backs. */
    static final int INTERVAL = 100;

    private final NDManager manager;
    private final BadSteps badSteps = new BadSteps();

    /** Whether the step in progress is bad, above 0 if so. */
    private final NDArray badNow;

    private final NDArray badInARow;
    private final NDArray worstRow;
    private final NDArray tensors;
    private final NDArray losses;
    private final List<NDArray> etas = new ArrayList<>();
    private StepEngine.EtaConsumer consumer;
    private int sinceRead;

    DeviceCounters(NDManager parent) {
        manager = parent.newSubManager();
        badNow = manager.create(0f);
        badInARow = manager.create(0f);
        worstRow = manager.create(0f);
        tensors = manager.create(0f);
        losses = manager.create(0f);
    }

    void addTensor(NDArray skipped) {
        try (NDArray here = skipped.toDevice(manager.getDevice(), false)) {
            tensors.addi(here);
            badNow.addi(here);
        }
    }

    void addLoss(NDArray bad) {
        losses.addi(bad);
        badNow.addi(bad);
    }

    void record(NDArray eta, StepEngine.EtaConsumer to) {
        consumer = to;
        NDArray copy = eta.duplicate();
        copy.attach(manager);
        etas.add(copy);
    }

    /** Ends a step; every {@link #INTERVAL} steps reads back, warns and perhaps gives up. */
    void endStep(int step) {
        try (NDArray flag = badNow.minimum(1);
                NDArray longer = badInARow.add(1);
                NDArray row = longer.mul(flag);
                NDArray worst = worstRow.maximum(row)) {
            overwrite(badInARow, row);
            overwrite(worstRow, worst);
            badNow.subi(badNow);
        }
        if (++sinceRead >= INTERVAL) {
            sinceRead = 0;
            read(step);
        }
    }

    private static void overwrite(NDArray target, NDArray value) {
        target.subi(target);
        target.addi(value);
    }

    private void read(int step) {
        NDList all = new NDList(tensors, losses, worstRow);
        if (!etas.isEmpty()) {
            all.addAll(etas);
        }
        float[] values;
        try (NDArray stacked = NDArrays.stack(all)) {
            values = stacked.toFloatArray();
        }
        for (int i = 3; i < values.length; i++) {
            consumer.accept(values[i]);
        }
        etas.forEach(NDArray::close);
        etas.clear();
        tensors.subi(tensors);
        losses.subi(losses);
        worstRow.subi(worstRow);
        badSteps.tensors(step, (long) values[0]);
        badSteps.losses(step, (long) values[1]);
        badSteps.fail(step, (int) values[2]);
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
