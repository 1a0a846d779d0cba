package org.djlcelo.optimizer;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
 * <p>Every tensor is updated when its call comes, although one operation could serve many tensors
 * of one shape if they were held back until the step's last call. DJL doesn't say which call that
 * is. Guessing it from the step before fails where a call stays out: a parameter was frozen, a loop
 * updates parts in turn, or another parameter's update threw. The tensors held back would then be
 * read, saved or trained on in their old state, and nothing here would ever know. So operations per
 * step grow with the number of tensors, and are few and alike for each.
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
    private final Map<ParameterKey, DeviceTensor> tensors = new HashMap<>();
    private final RestoredTensors restored = new RestoredTensors();

    /** Multiplies η, and is η when there is no scheduler. */
    private final NDArray multiplier;

    /** η times the multiplier. */
    private NDArray eta;

    private int step;

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
            counters = new DeviceCounters(manager, etas);
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

    /** {@inheritDoc} */
    @Override
    public void update(ParameterKey key, NDArray weight, NDArray gradient) {
        OneDevice device = devices.computeIfAbsent(key.device(), this::prepare);
        DeviceTensor tensor =
                tensors.computeIfAbsent(
                        key, k -> device.create(weight.getShape(), restored.take(k.id())));
        if (weight.size() == 0) {
            return;
        }
        float decay = settings.decayOf(weight.getShape(), factory.stepMultiplier());
        try (NDArray skipped = tensor.update(weight, gradient, device.eta(), decay)) {
            counters.addTensor(skipped);
        }
        Gradients.zero(weight);
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
        Map<String, Map<String, float[]>> saved = new LinkedHashMap<>(restored.all());
        tensors.forEach((key, tensor) -> saved.put(key.id(), tensor.read()));
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
        tensors.clear();
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
        tensors.clear();
        counters.close();
        manager.close();
    }
}
