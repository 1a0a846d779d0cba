package org.djlcelo.optimizer;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.djlcelo.kernel.GradientPolicy;
import org.djlcelo.lopt.NDArrayScheduler;
import org.djlcelo.lopt.Scheduler;
import org.djlcelo.lopt.SchedulerState;

/**
 * Steps parameters on accelerators, with nothing read back but counters every {@link
 * DeviceCounters#INTERVAL} steps.
 *
 * <p>The scheduler runs on the device of the first parameter; η is copied to the others.
 */
final class DeviceEngine implements StepEngine {

    private final OptimizerSettings settings;
    private final GradientPolicy policy;
    private final TensorFactory factory;
    private final LossObserver losses;
    private final Engine engine;
    private final NDManager manager;
    private final NDArrayScheduler scheduler;
    private final DeviceCounters counters;
    private final Map<Device, OnDevice> devices = new LinkedHashMap<>();
    private final Map<ParameterKey, DeviceTensor> tensors = new HashMap<>();
    private Map<String, Map<String, float[]>> restored = Map.of();
    private int step;

    /** What belongs to one device. */
    private static final class OnDevice implements AutoCloseable {
        final NDManager manager;
        final TensorFactory.OnDevice rule;
        NDArray eta;

        OnDevice(NDManager manager, TensorFactory factory) {
            this.manager = manager;
            rule = factory.onDevice(manager);
        }

        void setEta(NDArray fresh) {
            if (eta != null) {
                eta.close();
            }
            fresh.attach(manager);
            eta = fresh;
        }

        @Override
        public void close() {
            manager.close();
        }
    }

    DeviceEngine(
            OptimizerSettings settings,
            TensorFactory factory,
            Scheduler network,
            LossObserver losses,
            NDArray firstWeight) {
        this.settings = settings;
        this.policy = settings.gradientPolicy();
        this.factory = factory;
        this.losses = losses;
        engine = firstWeight.getManager().getEngine();
        manager = engine.newBaseManager(firstWeight.getDevice());
        manager.setName("djl-celo");
        step = settings.beginStep();
        boolean skip = settings.nonFinite() == NonFinite.SKIP;
        scheduler =
                network == null
                        ? null
                        : new NDArrayScheduler(manager, network, settings.totalSteps(), skip);
        if (scheduler != null) {
            scheduler.setStep(step);
        }
        counters = new DeviceCounters(manager);
    }

    /** {@inheritDoc} */
    @Override
    public void beginStep() {
        counters.endStep(step);
        try (NDArray loss = losses.takeOn(manager)) {
            if (scheduler != null) {
                if (loss == null) {
                    throw MissingLoss.at(step + 1);
                }
                try (NDArray bad = scheduler.step(loss)) {
                    counters.addLoss(bad);
                }
            }
        }
        step++;
        devices.values().forEach(this::sendEta);
    }

    private void sendEta(OnDevice device) {
        NDArray eta =
                scheduler == null
                        ? device.manager.create(settings.multiplier())
                        : scheduler.eta().mul(settings.multiplier());
        try (eta) {
            device.setEta(eta.toDevice(device.manager.getDevice(), true));
        }
    }

    private OnDevice device(Device device) {
        return devices.computeIfAbsent(
                device,
                d -> {
                    OnDevice fresh = new OnDevice(engine.newBaseManager(d), factory);
                    sendEta(fresh);
                    return fresh;
                });
    }

    /** {@inheritDoc} */
    @Override
    public void update(ParameterKey key, NDArray weight, NDArray gradient) {
        OnDevice device = device(key.device());
        DeviceTensor tensor = tensors.computeIfAbsent(key, k -> create(k, device, weight));
        float decay = settings.decayOf(weight.getShape(), factory.stepMultiplier());
        try (NDArray skipped = tensor.update(weight, gradient, policy, device.eta, decay)) {
            counters.addTensor(skipped);
        }
        Gradients.zero(weight);
    }

    private DeviceTensor create(ParameterKey key, OnDevice device, NDArray weight) {
        DeviceTensor tensor = device.rule.create(weight.getShape());
        Map<String, float[]> saved = restored.get(key.id());
        if (saved != null) {
            tensor.write(saved);
        }
        return tensor;
    }

    /** {@inheritDoc} */
    @Override
    public int step() {
        return step;
    }

    /** {@inheritDoc} */
    @Override
    public float lastEta() {
        return (scheduler == null ? 1 : scheduler.eta().getFloat()) * settings.multiplier();
    }

    /** {@inheritDoc} */
    @Override
    public void recordEta(EtaConsumer consumer) {
        if (scheduler == null) {
            consumer.accept(settings.multiplier());
        } else {
            counters.record(scheduler.eta(), eta -> consumer.accept(eta * settings.multiplier()));
        }
    }

    /** {@inheritDoc} */
    @Override
    public long skippedTensors() {
        return counters.skippedTensors();
    }

    /** {@inheritDoc} */
    @Override
    public EngineState read() {
        Map<String, Map<String, float[]>> saved = new LinkedHashMap<>(restored);
        tensors.forEach((key, tensor) -> saved.put(key.id(), tensor.read()));
        if (scheduler != null) {
            return new EngineState(scheduler.read(), saved);
        }
        float[] none = new float[0];
        return new EngineState(
                new SchedulerState.Snapshot(step, 0, 1, none, none, none, none), saved);
    }

    /** {@inheritDoc} */
    @Override
    public void write(EngineState state) {
        step = state.schedule().step();
        if (scheduler != null) {
            scheduler.write(state.schedule());
        }
        tensors.clear();
        restored = state.tensors();
    }

    /** {@inheritDoc} */
    @Override
    public void close() {
        devices.values().forEach(OnDevice::close);
        tensors.clear();
        counters.close();
        manager.close();
    }
}
