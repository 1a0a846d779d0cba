package org.djlcelo.lopt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;

/**
 * The learned schedule as operations on an engine's arrays, so that the loss never leaves the
 * device and nothing is sent there.
 *
 * <p>The formulas are those of {@link Scheduler} and {@link LossMemory}. Progress is known to the
 * host; everything that depends on the loss stays on the device, including whether it was finite.
 * All of it is one vector, so that one selection repeats the last step's.
 */
public final class NDArrayScheduler {

    // places in the state
    private static final NDIndex MEANS = new NDIndex("0:10");
    private static final NDIndex MINIMA = new NDIndex("10:20");
    private static final NDIndex COUNT = new NDIndex("20:21");
    private static final NDIndex ETA = new NDIndex("21:22");
    private static final NDIndex HIDDEN = new NDIndex("22:86");
    private static final NDIndex CELL = new NDIndex("86:150");

    private final NDManager manager;
    private final int totalSteps;
    private final boolean skipNonFinite;
    private final NDArraySchedulerWeights weights;
    private final EtaForm form;

    /** [150] */
    private NDArray state;

    /** A scalar. */
    private NDArray eta;

    private int step;

    /**
     * Puts a scheduler on a device, before its first step.
     *
     * @param manager what owns the arrays
     * @param scheduler the network
     * @param totalSteps the planned number of steps T
     * @param skipNonFinite whether a step with a non-finite loss repeats the last η
     */
    public NDArrayScheduler(
            NDManager manager, Scheduler scheduler, int totalSteps, boolean skipNonFinite) {
        this.manager = manager;
        this.totalSteps = totalSteps;
        this.skipNonFinite = skipNonFinite;
        form = scheduler.form();
        weights = NDArraySchedulerWeights.of(manager, scheduler, totalSteps);
        write(scheduler.newState(totalSteps).snapshot());
    }

    /**
     * Advances by one step.
     *
     * @param loss a scalar on the device
     * @return a scalar on the device, 1 if the loss wasn't finite and 0 if it was; the caller
     *     closes it
     */
    public NDArray step(NDArray loss) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray value = loss.reshape(1);
            NDArray bad = value.isNaN().logicalOr(value.isInfinite());
            NDArray safe = skipNonFinite ? NDArrays.where(bad, weights.zero(), value) : value;
            NDArray next = next(safe);
            if (skipNonFinite) {
                next = unless(bad, next);
            }
            NDArray nextEta = next.get(ETA).reshape(new Shape());
            NDScope.unregister(next, nextEta);
            replace(next, nextEta);
            step++;
            NDArray flag = bad.toType(DataType.FLOAT32, true).reshape(new Shape());
            NDScope.unregister(flag);
            return flag;
        }
    }

    private NDArray next(NDArray loss) {
        NDArrayLossMemory.Next losses =
                weights.losses()
                        .next(
                                loss,
                                new NDArrayLossMemory.Memory(
                                        state.get(MEANS), state.get(MINIMA), state.get(COUNT)));
        NDArray u = NDArrays.concat(new NDList(progress(), losses.features()));
        NDArrayLstm.State memory =
                weights.network()
                        .step(
                                row(u),
                                new NDArrayLstm.State(
                                        row(state.get(HIDDEN)), row(state.get(CELL))));
        NDArray nextEta = form.of(weights.output().apply(memory.hidden()), weights);
        return NDArrays.concat(
                new NDList(
                        losses.memory().means(),
                        losses.memory().minima(),
                        losses.memory().count(),
                        nextEta.reshape(1),
                        memory.hidden().reshape(Architecture.LSTM_SIZE),
                        memory.cell().reshape(Architecture.LSTM_SIZE)));
    }

    /** The nine features of progress; a filled array needn't be sent to the device. */
    private NDArray progress() {
        NDArray done = manager.full(new Shape(1), (float) step / totalSteps);
        return weights.progress().features(done);
    }

    private static NDArray row(NDArray vector) {
        return vector.reshape(1, vector.size());
    }

    /** The old state where the loss was bad; the first η doesn't depend on the loss. */
    private NDArray unless(NDArray bad, NDArray next) {
        NDArray repeated = NDArrays.where(state.isNaN(), next, state);
        return NDArrays.where(bad.broadcast(next.getShape()), repeated, next);
    }

    private void replace(NDArray next, NDArray nextEta) {
        if (state != null) {
            state.close();
            eta.close();
        }
        next.attach(manager);
        nextEta.attach(manager);
        state = next;
        eta = nextEta;
    }

    /**
     * Returns η of the last step.
     *
     * @return a scalar on the device, valid until the next step; NaN before the first
     */
    public NDArray eta() {
        return eta;
    }

    /**
     * Returns the number of steps done.
     *
     * @return k
     */
    public int step() {
        return step;
    }

    /**
     * Sets the number of steps done, for runs that begin in the middle.
     *
     * @param step k
     */
    public void setStep(int step) {
        this.step = step;
    }

    /**
     * Reads the state back.
     *
     * @return a copy on the host
     */
    public SchedulerState.Snapshot read() {
        FloatBuffer values = FloatBuffer.wrap(state.toFloatArray());
        float[] means = take(values, LossMemory.MEANS);
        float[] minima = take(values, LossMemory.MEANS);
        int count = (int) values.get();
        float lastEta = values.get();
        float[] hidden = take(values, Architecture.LSTM_SIZE);
        float[] cell = take(values, Architecture.LSTM_SIZE);
        return new SchedulerState.Snapshot(step, count, lastEta, means, minima, hidden, cell);
    }

    private static float[] take(FloatBuffer values, int count) {
        float[] taken = new float[count];
        values.get(taken);
        return taken;
    }

    /**
     * Continues from a saved state.
     *
     * @param saved a snapshot of a run with the same number of planned steps
     */
    public void write(SchedulerState.Snapshot saved) {
        step = saved.step();
        int size = 2 * (LossMemory.MEANS + 1 + Architecture.LSTM_SIZE);
        FloatBuffer values = FloatBuffer.allocate(size);
        values.put(saved.lossMeans()).put(saved.lossMinima());
        values.put(saved.lossCount()).put(saved.lastEta());
        values.put(saved.hidden()).put(saved.cell());
        replace(manager.create(values.array()), manager.create(saved.lastEta()));
    }
}
