package org.djlcelo.optimizer;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.djlcelo.family.ArrayRun;
import org.djlcelo.family.RunState;
import org.djlcelo.kernel.GradientPolicy;
import org.djlcelo.kernel.Members;

/**
 * The tensors that a run moves together on their device: holds gradients back call by call, and
 * moves all tensors with the last call of a step.
 */
final class RuleArrays implements RuleGroups.Group {

    private final NDManager manager;
    private final ArrayRun run;
    private final StepTensors tensors;
    private final Arrivals arrivals;
    private final GradientPolicy policy;
    private final NDArray[] gradients;

    // scalars
    private final NDArray zero;
    private final NDArray one;
    private final NDArray scale;
    private final NDArray low;
    private final NDArray high;

    /**
     * A step.
     *
     * @param loss [1], finite
     * @param lossIsBad [1]: 1 if it was replaced because it wasn't finite, 0 otherwise
     * @param multiplier [1]
     */
    record Step(NDArray loss, NDArray lossIsBad, NDArray multiplier) {

        /** The same on another device. */
        Step on(Device device) {
            return new Step(
                    loss.toDevice(device, true),
                    lossIsBad.toDevice(device, true),
                    multiplier.toDevice(device, true));
        }
    }

    /**
     * Creates a group.
     *
     * @param manager owns the run's arrays; closed with this
     */
    RuleArrays(NDManager manager, ArrayRun run, StepTensors tensors, GradientPolicy policy) {
        this.manager = manager;
        this.run = run;
        this.policy = policy;
        this.tensors = tensors;
        arrivals = new Arrivals(tensors.ids());
        gradients = new NDArray[arrivals.ids().size()];
        zero = manager.create(0f);
        one = manager.create(1f);
        scale = manager.create(policy.scale());
        low = manager.create(-policy.clip());
        high = manager.create(policy.clip());
    }

    /** {@inheritDoc} */
    @Override
    public StepTensors tensors() {
        return tensors;
    }

    /** {@inheritDoc} */
    @Override
    public Arrivals arrivals() {
        return arrivals;
    }

    /** {@inheritDoc} */
    @Override
    public RunState state() {
        return run.read();
    }

    /** {@inheritDoc} */
    @Override
    public void restore(RunState saved) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            run.write(saved);
            OneDevice.keep(manager);
        }
    }

    /**
     * Takes one tensor of a step.
     *
     * @return whether it was the last
     */
    boolean take(String id, NDArray weight, NDArray gradient) {
        int place = arrivals.add(id, weight);
        // DJL closes the gradient that it hands over after the call
        gradients[place] = OneDevice.kept(gradient, manager);
        return arrivals.areAll();
    }

    /**
     * Ends the step: moves all tensors and zeroes their gradients. If the loss or one of the
     * gradients isn't finite, nothing moves.
     *
     * @return a scalar on the device, how many gradients weren't finite if the loss was; the caller
     *     closes it
     */
    NDArray move(Step step, RuleGroup.Decay decay) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDList targets = Members.detached(new NDList(arrivals.weights()));
            NDList p = flat(targets);
            NDList g = new NDList(flat(new NDList(gradients)).stream().map(this::treated).toList());
            NDArray bad = policy.skipNaN() ? count(g) : null;
            NDArray skip = bad == null ? null : bad.add(step.lossIsBad).gt(zero).reshape(1);
            NDList steps = run.step(step.loss, skip, p, unless(skip, g));
            for (int t = 0; t < targets.size(); t++) {
                Shape shape = targets.get(t).getShape();
                NDArray change = steps.get(t).mul(step.multiplier);
                float share = decay.of(shape);
                if (share != 0) {
                    change = change.add(p.get(t).mul(manager.full(new Shape(), share)));
                }
                targets.get(t).subi(unless(skip, change).reshape(shape));
            }
            arrivals.weights().forEach(Gradients::zero);
            NDArray skipped =
                    bad == null ? zero.duplicate() : bad.mul(one.sub(step.lossIsBad)).sum();
            NDScope.unregister(skipped);
            return skipped;
        } finally {
            for (NDArray gradient : gradients) {
                gradient.close();
            }
            arrivals.clear();
        }
    }

    private static NDList flat(NDList arrays) {
        return new NDList(arrays.stream().map(array -> array.reshape(-1)).toList());
    }

    /** The usual policy costs the device nothing. */
    private NDArray treated(NDArray g) {
        NDArray scaled = policy.scale() == 1 ? g : g.mul(scale);
        return Float.isInfinite(policy.clip()) ? scaled : scaled.maximum(low).minimum(high);
    }

    /** How many have a value that isn't finite: only such values don't vanish times zero. */
    private NDArray count(NDList all) {
        NDList flags = new NDList();
        all.forEach(g -> flags.add(g.mul(zero).sum().isNaN()));
        return NDArrays.stack(flags).toType(DataType.FLOAT32, false).sum();
    }

    private NDList unless(NDArray skip, NDList arrays) {
        return new NDList(arrays.stream().map(array -> unless(skip, array)).toList());
    }

    private NDArray unless(NDArray skip, NDArray array) {
        if (skip == null) {
            return array;
        }
        Shape shape = array.getShape();
        return NDArrays.where(skip.broadcast(shape), zero.broadcast(shape), array);
    }

    /** {@inheritDoc} */
    @Override
    public void close() {
        manager.close();
    }
}
