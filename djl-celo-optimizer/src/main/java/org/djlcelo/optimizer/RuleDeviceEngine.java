package org.djlcelo.optimizer;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.function.DoubleConsumer;
import org.djlcelo.family.Need;

/**
 * Steps parameters by a rule of the family on the engine's arrays, with nothing sent to an
 * accelerator, and nothing read back but counters every {@link DeviceCounters#INTERVAL} steps.
 */
final class RuleDeviceEngine implements StepEngine {

    private final RuleEngines setup;
    private final OptimizerSettings settings;
    private final LossObserver losses;
    private final Engine engine;
    private final NDManager manager;
    private final DeviceCounters counters;
    private final RuleGroups<RuleArrays> groups;
    private final NDArray zero;
    private NDArray loss;
    private NDArray lossIsBad;
    private NDArray eta;
    private float multiplier = Float.NaN;
    private int step;

    RuleDeviceEngine(
            RuleEngines setup, LossObserver losses, DoubleConsumer etas, NDArray firstWeight) {
        this.setup = setup;
        settings = setup.settings();
        this.losses = losses;
        engine = firstWeight.getManager().getEngine();
        manager = engine.newBaseManager(firstWeight.getDevice());
        manager.setName("djl-celo");
        step = settings.beginStep();
        groups = new RuleGroups<>(setup, this::open);
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            counters = new DeviceCounters(manager, etas, RuleEngines.CONSEQUENCE);
            zero = manager.zeros(new Shape(1));
            loss = manager.zeros(new Shape(1));
            lossIsBad = manager.zeros(new Shape(1));
            OneDevice.keep(manager);
        }
    }

    /** {@inheritDoc} */
    @Override
    public void beginStep() {
        groups.requireComplete(step);
        counters.endStep(step);
        takeLoss();
        groups.beginStep();
        step++;
        multiplier = settings.multiplier() * setup.schedule().getNewValue(step);
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            // filled, not sent: that would wait for the device
            NDArray now = manager.full(new Shape(1), multiplier);
            eta = OneDevice.replaced(eta, now, manager);
        }
        counters.record(eta);
    }

    private void takeLoss() {
        if (!setup.rule().needs().contains(Need.LOSS)) {
            // one that is there although nobody needs it must not open the next step
            losses.discard();
            return;
        }
        try (LossObserver.DeviceLoss seen = losses.takeOn(manager)) {
            if (seen == null) {
                throw MissingLoss.at(step + 1);
            }
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                NDArray value = seen.mean().reshape(1);
                if (settings.nonFinite() == NonFinite.SKIP) {
                    NDArray bad = value.isNaN().logicalOr(value.isInfinite());
                    NDArray flag = bad.toType(DataType.FLOAT32, true);
                    counters.addLoss(flag, seen.missing());
                    value = NDArrays.where(bad, zero, value);
                    lossIsBad = OneDevice.replaced(lossIsBad, flag, manager);
                }
                loss = OneDevice.replaced(loss, value, manager);
            }
        }
    }

    /** {@inheritDoc} */
    @Override
    public void update(ParameterKey key, NDArray weight, NDArray gradient) {
        if (weight.size() == 0) {
            return;
        }
        RuleArrays group = groups.of(key, weight.getShape());
        if (group.take(key.id(), weight, gradient)) {
            move(group, key.device());
        }
    }

    private void move(RuleArrays group, Device device) {
        RuleArrays.Step here = new RuleArrays.Step(loss, lossIsBad, eta);
        RuleGroup.Decay decay = shape -> multiplier * settings.decayOf(shape, RuleEngines.RATE);
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            boolean isElsewhere = !device.equals(manager.getDevice());
            try (NDArray skipped = group.move(isElsewhere ? here.on(device) : here, decay)) {
                counters.addTensors(skipped);
            }
        }
    }

    private RuleArrays open(ParameterKey key, StepTensors tensors) {
        NDManager owner = engine.newBaseManager(key.device());
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            RuleArrays group =
                    new RuleArrays(
                            owner,
                            setup.beginOnArrays(tensors, owner),
                            tensors,
                            settings.gradientPolicy());
            OneDevice.keep(owner);
            return group;
        }
    }

    /** {@inheritDoc} */
    @Override
    public int step() {
        return step;
    }

    /** {@inheritDoc} */
    @Override
    public float lastEta() {
        return multiplier;
    }

    /** {@inheritDoc} */
    @Override
    public long skippedTensors() {
        return counters.skippedTensors();
    }

    /** {@inheritDoc} */
    @Override
    public void flush() {
        counters.flush(step);
    }

    /** {@inheritDoc} */
    @Override
    public EngineState read() {
        groups.requireComplete(step);
        return groups.read(step);
    }

    /** {@inheritDoc} */
    @Override
    public void write(EngineState state) {
        step = state.schedule().step();
        groups.write(state);
    }

    /** {@inheritDoc} */
    @Override
    public void close() {
        groups.close();
        counters.close();
        manager.close();
    }
}
