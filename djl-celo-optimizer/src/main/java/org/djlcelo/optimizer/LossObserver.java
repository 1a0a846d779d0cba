package org.djlcelo.optimizer;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
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

    /** Values seen since the last step that may have been differentiated. */
    private final AtomicInteger candidates = new AtomicInteger();

    private double reportedSum;
    private int reported;
    private volatile boolean closed;

    Loss wrap(Loss loss) {
        if (loss instanceof ObservedLoss) {
            throw new IllegalArgumentException(
                    "This loss is observed already; give observe(...) the plain loss");
        }
        return new ObservedLoss(loss, this);
    }

    /** Called with every value of a wrapped loss, from any thread. */
    NDArray attach(NDArray loss) {
        if (closed) {
            return loss;
        }
        NDArray observed = probe(loss).attach(loss);
        candidates.incrementAndGet();
        return observed;
    }

    private LossProbe probe(NDArray loss) {
        return probes.computeIfAbsent(
                loss.getDevice(), device -> new LossProbe(loss.getManager().getEngine(), device));
    }

    synchronized void report(float loss) {
        reportedSum += loss;
        reported++;
    }

    synchronized void report(NDArray loss) {
        if (!closed) {
            probe(loss).report(loss);
            candidates.incrementAndGet();
        }
    }

    /**
     * Whether the loss of a next step is there already, on every device that ever had one: another
     * device's share of the last step may come late.
     */
    synchronized boolean hasNext() {
        return reported > 0
                || candidates.get() > 0 && probes.values().stream().allMatch(LossProbe::hasLoss);
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
            sum += probe.sum();
            weight += probe.weight();
            probe.clear();
        }
        return weight == 0 ? null : (float) (sum / weight);
    }

    /**
     * The loss of a step on a device.
     *
     * @param mean a scalar, NaN if nothing was differentiated
     * @param missing a scalar, 1 if nothing was differentiated and 0 otherwise
     */
    record DeviceLoss(NDArray mean, NDArray missing) implements AutoCloseable {

        /** {@inheritDoc} */
        @Override
        public void close() {
            mean.close();
            missing.close();
        }
    }

    /**
     * Takes the loss of the step that begins without reading it back.
     *
     * @return the loss, or null if none was even evaluated
     */
    synchronized DeviceLoss takeOn(NDManager manager) {
        if (candidates.getAndSet(0) == 0 && reported == 0) {
            return null;
        }
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            // filled, not sent: that would wait for the device
            NDArray sum = manager.full(new Shape(), (float) reportedSum);
            NDArray weight = manager.full(new Shape(), reported, DataType.FLOAT32);
            reportedSum = 0;
            reported = 0;
            for (LossProbe probe : probes.values()) {
                probe.addTo(sum, weight);
                probe.clear();
            }
            NDArray mean = sum.div(weight);
            NDArray missing =
                    weight.eq(manager.zeros(new Shape())).toType(weight.getDataType(), true);
            NDScope.unregister(mean, missing);
            return new DeviceLoss(mean, missing);
        }
    }

    /** Forgets the loss of the step that begins, for a schedule that needs none. */
    synchronized void discard() {
        candidates.set(0);
        reportedSum = 0;
        reported = 0;
        probes.values().forEach(LossProbe::clear);
    }

    /** {@inheritDoc} */
    @Override
    public synchronized void close() {
        closed = true;
        probes.values().forEach(LossProbe::close);
        probes.clear();
    }
}
