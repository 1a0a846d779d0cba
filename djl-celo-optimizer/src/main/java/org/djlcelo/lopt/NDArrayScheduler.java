package org.djlcelo.lopt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * The learned schedule as operations on an engine's arrays, so that the loss never leaves the
 * device.
 *
 * <p>The formulas are those of {@link Scheduler} and {@link LossMemory}. Progress is known to the
 * host; everything that depends on the loss stays on the device, including whether it was finite.
 */
public final class NDArrayScheduler {

    private final NDManager manager;
    private final int totalSteps;
    private final boolean skipNonFinite;
    private final NDArray zero;
    private final NDArray one;
    private final NDArray decays;
    private final NDArray mixWeight;
    private final NDArray mixBias;
    private final NDArray inputWeight;
    private final NDArray inputBias;
    private final NDArray gateWeight;
    private final NDArray gateBias;
    private final NDArray outputWeight;
    private final NDArray outputBias;
    private State state;
    private int step;

    /** What a step replaces; all arrays are on the device. */
    private record State(
            NDArray means,
            NDArray minima,
            NDArray count,
            NDArray hidden,
            NDArray cell,
            NDArray eta) {

        NDArray[] arrays() {
            return new NDArray[] {means, minima, count, hidden, cell, eta};
        }
    }

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
        zero = manager.create(0f);
        one = manager.create(1f);
        SchedulerState initial = scheduler.newState(totalSteps);
        float[] d = new float[LossMemory.MEANS];
        for (int i = 0; i < d.length; i++) {
            d[i] = initial.losses().decay(i);
        }
        decays = manager.create(d);
        int inputs = Architecture.SCHEDULER_INPUTS;
        int hidden = Architecture.LSTM_SIZE;
        mixWeight = matrix(scheduler.mix(), inputs);
        mixBias = manager.create(scheduler.mix().bias());
        inputWeight = matrix(scheduler.input(), inputs);
        inputBias = manager.create(scheduler.input().bias());
        gateWeight = matrix(scheduler.gates(), 2 * hidden);
        gateBias = manager.create(scheduler.gates().bias());
        outputWeight = matrix(scheduler.output(), hidden);
        outputBias = manager.create(scheduler.output().bias());
        write(initial.snapshot());
    }

    private NDArray matrix(Scheduler.Linear layer, int inputs) {
        return manager.create(layer.weight(), new Shape(inputs, layer.bias().length));
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
            NDArray value = loss.reshape(new Shape());
            NDArray bad = value.isNaN().logicalOr(value.isInfinite());
            NDArray safe = skipNonFinite ? NDArrays.where(bad, zero, value) : value;
            State next = next(safe);
            if (skipNonFinite) {
                next = unless(bad, next);
            }
            for (NDArray array : next.arrays()) {
                NDScope.unregister(array);
            }
            replace(next);
            step++;
            NDArray flag = bad.toType(DataType.FLOAT32, true);
            NDScope.unregister(flag);
            return flag;
        }
    }

    private State next(NDArray loss) {
        NDArray count = state.count().add(1);
        NDArray weights = one.sub(decays.pow(count));
        NDArray largest = state.means().div(weights).max();
        NDArray reference = NDArrays.where(state.count().eq(0), loss, largest);
        NDArray clipped = reference.abs().mul(2).minimum(loss);
        NDArray means = state.means().mul(decays).add(one.sub(decays).mul(clipped));
        NDArray corrected = means.div(weights);
        NDArray minima = state.minima().minimum(corrected);

        int n = LossMemory.FEATURES;
        NDArray fast = minima.get("0:" + n);
        NDArray above = corrected.get("0:" + n).sub(fast);
        NDArray range = corrected.get("1:" + (n + 1)).sub(fast).maximum(1e-8f);
        NDArray features = above.div(range).sub(1).clip(-1, 1);
        features = features.mul(count.gt(2).toType(DataType.FLOAT32, false));

        float[] progress = new float[ProgressFeatures.COUNT];
        ProgressFeatures.write((float) step / totalSteps, progress);
        NDArray u = NDArrays.concat(new NDList(manager.create(progress), features)).reshape(1, -1);
        NDArray mixed = u.matMul(mixWeight).add(mixBias).maximum(0);
        NDArray z = u.matMul(inputWeight).add(inputBias).add(mixed);
        NDArray gates = z.concat(state.hidden(), 1).matMul(gateWeight).add(gateBias);
        NDList parts = gates.split(4, 1);
        NDArray in = sigmoid(parts.get(0));
        NDArray forget = sigmoid(parts.get(2).add(1));
        NDArray cell = forget.mul(state.cell()).add(in.mul(parts.get(1).tanh()));
        NDArray hidden = sigmoid(parts.get(3)).mul(cell.tanh());
        NDArray eta = hidden.matMul(outputWeight).add(outputBias).exp().mul(0.1f);
        return new State(means, minima, count, hidden, cell, eta.reshape(new Shape()));
    }

    private NDArray sigmoid(NDArray x) {
        return one.div(x.neg().exp().add(1));
    }

    /** The old state where the loss was bad; the first η doesn't depend on the loss. */
    private State unless(NDArray bad, State next) {
        NDArray repeated = NDArrays.where(state.eta().isNaN(), next.eta(), state.eta());
        return new State(
                select(bad, state.means(), next.means()),
                select(bad, state.minima(), next.minima()),
                select(bad, state.count(), next.count()),
                select(bad, state.hidden(), next.hidden()),
                select(bad, state.cell(), next.cell()),
                select(bad, repeated, next.eta()));
    }

    private static NDArray select(NDArray condition, NDArray yes, NDArray no) {
        return NDArrays.where(condition.broadcast(no.getShape()), yes, no);
    }

    private void replace(State next) {
        if (state != null) {
            for (NDArray array : state.arrays()) {
                array.close();
            }
        }
        for (NDArray array : next.arrays()) {
            array.attach(manager);
        }
        state = next;
    }

    /**
     * Returns η of the last step.
     *
     * @return a scalar on the device, valid until the next step; NaN before the first
     */
    public NDArray eta() {
        return state.eta();
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
        return new SchedulerState.Snapshot(
                step,
                (int) state.count().getFloat(),
                state.eta().getFloat(),
                state.means().toFloatArray(),
                state.minima().toFloatArray(),
                state.hidden().toFloatArray(),
                state.cell().toFloatArray());
    }

    /**
     * Continues from a saved state.
     *
     * @param saved a snapshot of a run with the same number of planned steps
     */
    public void write(SchedulerState.Snapshot saved) {
        step = saved.step();
        Shape row = new Shape(1, Architecture.LSTM_SIZE);
        replace(
                new State(
                        manager.create(saved.lossMeans()),
                        manager.create(saved.lossMinima()),
                        manager.create((float) saved.lossCount()),
                        manager.create(saved.hidden(), row),
                        manager.create(saved.cell(), row),
                        manager.create(saved.lastEta())));
    }
}
