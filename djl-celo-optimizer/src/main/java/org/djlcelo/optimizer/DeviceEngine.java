package org.djlcelo.optimizer;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.djlcelo.lopt.NDArrayScheduler;
import org.djlcelo.lopt.Scheduler;

/**
 * Steps parameters on accelerators, with nothing sent there, and nothing read back but counters
 * every {@link DeviceCounters#INTERVAL} steps.
 *
 * <p>The scheduler runs on the device of the first parameter; η is copied to the others.
 *
 * <p>DJL hands over one parameter after the other and doesn't say which is a step's last. Where the
 * step's parameters are known, those of one shape are held back until the last of them has come,
 * and one set of operations serves them all ({@link DeviceGroup}). Guessing them from the step
 * before would fail where a call stays out: a parameter was frozen, a loop updates parts in turn,
 * or another parameter's update threw. Those held back would then be read, saved or trained on in
 * their old state, and nothing here would ever know. So parameters that nobody named are updated
 * one by one.
 */
final class DeviceEngine implements StepEngine {

    private final OptimizerSettings settings;
    private final TensorFactory factory;
    private final Kernel kernel;
    private final LossObserver losses;
    private final Engine engine;
    private final NDManager manager;
    private final NDArrayScheduler scheduler;
    private final DeviceCounters counters;
    private final Map<Device, OneDevice> devices = new LinkedHashMap<>();
    private final Map<ParameterKey, DeviceGroup> groups = new LinkedHashMap<>();
    private final RestoredTensors restored = new RestoredTensors();

    /** Multiplies η, and is η when there is no scheduler. */
    private final NDArray multiplier;

    /** η times the multiplier. */
    private NDArray eta;

    private int step;

    /** The parameters of a step that are known, null before the first. */
    private StepTensors known;

    DeviceEngine(
            OptimizerSettings settings,
            TensorFactory factory,
            Kernel kernel,
            Scheduler network,
            LossObserver losses,
            DoubleConsumer etas,
            NDArray firstWeight) {
        this.settings = settings;
        this.factory = factory;
        this.kernel = kernel;
        this.losses = losses;
        engine = firstWeight.getManager().getEngine();
        manager = engine.newBaseManager(firstWeight.getDevice());
        manager.setName("djl-celo");
        step = settings.beginStep();
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            scheduler = network == null ? null : scheduler(network);
            counters = new DeviceCounters(manager, etas, BadSteps.Consequence.OF_CELO);
            multiplier = manager.create(settings.multiplier());
            eta = manager.create(Float.NaN);
            OneDevice.keep(manager);
        }
    }

    private NDArrayScheduler scheduler(Scheduler network) {
        boolean skip = settings.nonFinite() == NonFinite.SKIP;
        NDArrayScheduler onDevice =
                new NDArrayScheduler(manager, network, settings.totalSteps(), skip);
        onDevice.setStep(settings.beginStep());
        return onDevice;
    }

    /** {@inheritDoc} */
    @Override
    public void beginStep() {
        requireComplete();
        counters.endStep(step);
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray next = scheduler == null ? unscheduled() : schedule().mul(multiplier);
            eta = OneDevice.replaced(eta, next, manager);
            devices.values().forEach(device -> device.receive(eta));
        }
        counters.record(eta);
        restored.beginStep();
        step++;
    }

    /** A loss that is there although nobody needs it must not open the next step. */
    private NDArray unscheduled() {
        losses.discard();
        return multiplier.duplicate();
    }

    private NDArray schedule() {
        try (LossObserver.DeviceLoss loss = losses.takeOn(manager)) {
            if (loss == null) {
                throw MissingLoss.at(step + 1);
            }
            try (NDArray nonFinite = scheduler.step(loss.mean())) {
                if (settings.nonFinite() == NonFinite.SKIP) {
                    counters.addLoss(nonFinite, loss.missing());
                }
            }
        }
        return scheduler.eta();
    }

    private void requireComplete() {
        for (DeviceGroup group : groups.values()) {
            if (group.arrivals().arePending()) {
                throw new IllegalStateException(
                        "optBlock(...) makes parameters of one shape move together, but step "
                                + step
                                + " ended without an update of "
                                + known.names(group.arrivals().missing())
                                + ", of shape "
                                + group.shape()
                                + "; freeze what isn't trained before the first step, or leave out"
                                + " optBlock(...)");
            }
        }
    }

    /** {@inheritDoc} */
    @Override
    public void update(ParameterKey key, NDArray weight, NDArray gradient) {
        if (weight.size() == 0) {
            return;
        }
        DeviceGroup group = groups.get(key);
        if (group == null) {
            group = open(key, weight.getShape());
        }
        if (group.take(key.id(), weight, gradient)) {
            float decay = settings.decayOf(weight.getShape(), factory.stepMultiplier());
            try (NDArray skipped = group.update(decay)) {
                counters.addTensors(skipped);
            }
        }
    }

    private DeviceGroup open(ParameterKey key, Shape shape) {
        if (known == null) {
            known = settings.stepTensors().get();
        }
        OneDevice device = devices.computeIfAbsent(key.device(), this::prepare);
        List<String> ids = known.alike(key.id(), shape);
        DeviceGroup group = new DeviceGroup(device, shape, ids, restored);
        ids.forEach(id -> groups.put(new ParameterKey(id, key.device()), group));
        return group;
    }

    private OneDevice prepare(Device device) {
        return new OneDevice(
                engine.newBaseManager(device),
                owner -> factory.onDevice(kernel, owner, settings.gradientPolicy()),
                eta);
    }

    /** {@inheritDoc} */
    @Override
    public int step() {
        return step;
    }

    /** {@inheritDoc} */
    @Override
    public float lastEta() {
        return eta.getFloat();
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
        requireComplete();
        Map<String, Map<String, float[]>> saved = new LinkedHashMap<>(restored.all());
        new LinkedHashSet<>(groups.values()).forEach(group -> saved.putAll(group.read()));
        return new EngineState(
                scheduler == null ? HostSchedule.Fixed.snapshot(step) : scheduler.read(),
                Map.of(),
                saved);
    }

    /** {@inheritDoc} */
    @Override
    public void write(EngineState state) {
        step = state.schedule().step();
        if (scheduler != null) {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                scheduler.write(state.schedule());
                OneDevice.keep(manager);
            }
        }
        groups.clear();
        restored.replace(state.tensors());
    }

    /** How often counters were read from the device. */
    int reads() {
        return counters.reads();
    }

    /** {@inheritDoc} */
    @Override
    public void close() {
        devices.values().forEach(OneDevice::close);
        devices.clear();
        groups.clear();
        counters.close();
        manager.close();
    }
}
