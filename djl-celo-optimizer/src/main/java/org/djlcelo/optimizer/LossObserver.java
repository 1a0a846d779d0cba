package org.djlcelo.optimizer;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.loss.Loss;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Collects the training loss between two steps: what {@code backward} differentiated of wrapped
 * losses, and what a hand-written loop reports. Splits and several backward passes are averaged.
 */
final class LossObserver implements AutoCloseable {

    private final Map<Device, LossProbe> probes = new ConcurrentHashMap<>();
    private final AtomicInteger candidates = new AtomicInteger();
    private double reportedSum;
    private int reported;

    Loss wrap(Loss loss) {
        if (loss instanceof ObservedLoss) {
            throw new IllegalArgumentException(
                    "This loss is observed already; give observe(...) the plain loss");
        }
        return new ObservedLoss(loss, this);
    }

    /** Called with every value of a wrapped loss, from any thread. */
    NDArray attach(NDArray loss) {
        LossProbe probe =
                probes.computeIfAbsent(
                        loss.getDevice(),
                        device -> new LossProbe(loss.getManager().getEngine(), device));
        candidates.incrementAndGet();
        return probe.attach(loss);
    }

    synchronized void report(float loss) {
        reportedSum += loss;
        reported++;
    }

    synchronized void report(NDArray loss) {
        try (NDArray sum = loss.sum()) {
            report(sum.getFloat());
        }
    }

    /** Whether a loss of a next step is there already. */
    synchronized boolean hasNext() {
        return reported > 0
                || candidates.get() > 0
                        && probes.values().stream().anyMatch(LossProbe::wasDifferentiated);
    }

    /** Whether losses are observed on one device at most, so that none can come late. */
    boolean isSingleDevice() {
        return probes.size() < 2;
    }

    /**
     * Takes the loss of the step that begins and forgets it.
     *
     * @return the mean, NaN-valued if a loss was NaN, or null if there was none
     */
    synchronized Float take() {
        candidates.set(0);
        double sum = reportedSum;
        double weight = reported;
        reportedSum = 0;
        reported = 0;
        for (LossProbe probe : probes.values()) {
            try (NDArray losses = probe.lossSum();
                    NDArray weights = probe.weightSum()) {
                sum += losses.getFloat();
                weight += weights.getFloat();
            }
            probe.clear();
        }
        return weight == 0 ? null : (float) (sum / weight);
    }

    /**
     * Takes the loss of the step that begins as a scalar on a device, without reading it back.
     *
     * @return the mean, which is NaN if no loss was differentiated, or null if none was seen; the
     *     caller closes it
     */
    synchronized NDArray takeOn(NDManager manager) {
        if (candidates.getAndSet(0) == 0 && reported == 0) {
            return null;
        }
        NDArray sum = manager.create((float) reportedSum);
        NDArray weight = manager.create((float) reported);
        reportedSum = 0;
        reported = 0;
        for (LossProbe probe : probes.values()) {
            try (NDArray losses = probe.lossSum();
                    NDArray weights = probe.weightSum();
                    NDArray here = losses.toDevice(manager.getDevice(), false);
                    NDArray weightsHere = weights.toDevice(manager.getDevice(), false)) {
                sum.addi(here);
                weight.addi(weightsHere);
            }
            probe.clear();
        }
        sum.divi(weight);
        weight.close();
        return sum;
    }

    /** {@inheritDoc} */
    @Override
    public void close() {
        probes.values().forEach(LossProbe::close);
        probes.clear();
    }
}
