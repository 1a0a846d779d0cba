package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.djlcelo.kernel.GradientPolicy;

/** Steps parameters on CPU devices, on the memory of the parameters themselves. */
final class HostEngine implements StepEngine {

    private final OptimizerSettings settings;
    private final GradientPolicy policy;
    private final TensorFactory factory;
    private final HostSchedule schedule;
    private final LossObserver losses;
    private final BadSteps badSteps = new BadSteps();
    private final Map<ParameterKey, HostTensor> tensors = new HashMap<>();
    private Map<String, Map<String, float[]>> restored = Map.of();
    private float eta;
    private boolean bad;

    HostEngine(
            OptimizerSettings settings,
            TensorFactory factory,
            HostSchedule schedule,
            LossObserver losses) {
        this.settings = settings;
        this.policy = settings.gradientPolicy();
        this.factory = factory;
        this.schedule = schedule;
        this.losses = losses;
    }

    /** {@inheritDoc} */
    @Override
    public void beginStep() {
        badSteps.endStep(schedule.step(), bad);
        HostSchedule.Step next = schedule.next(losses.take());
        if (!next.finiteLoss()) {
            badSteps.losses(schedule.step(), 1);
        }
        bad = !next.finiteLoss();
        eta = next.eta() * settings.multiplier();
    }

    /** {@inheritDoc} */
    @Override
    public void update(ParameterKey key, NDArray weight, NDArray gradient) {
        HostTensor tensor = tensors.computeIfAbsent(key, k -> create(k, weight));
        FloatBuffer parameter = floats(weight);
        float decay = eta * settings.decayOf(weight.getShape(), factory.stepMultiplier());
        if (!tensor.update(parameter, floats(gradient), policy, eta, decay)) {
            badSteps.tensors(schedule.step(), 1);
            bad = true;
        }
        Gradients.zero(weight);
    }

    private HostTensor create(ParameterKey key, NDArray weight) {
        requireShared(weight);
        HostTensor tensor = factory.onHost(weight.getShape());
        Map<String, float[]> saved = restored.get(key.id());
        if (saved != null) {
            copy(saved, tensor.arrays());
        }
        return tensor;
    }

    /** A buffer of an array that isn't contiguous is a copy, and writing to it would be lost. */
    private static void requireShared(NDArray weight) {
        if (weight.size() == 0) {
            return;
        }
        FloatBuffer first = floats(weight);
        float value = first.get(0);
        float other = value == 0 ? 1 : 0;
        first.put(0, other);
        boolean shared = floats(weight).get(0) == other;
        first.put(0, value);
        if (!shared) {
            throw new IllegalArgumentException(
                    "A parameter of shape "
                            + weight.getShape()
                            + " isn't contiguous in memory; duplicate() it before training");
        }
    }

    private static FloatBuffer floats(NDArray array) {
        ByteBuffer bytes = array.toByteBuffer(true);
        return bytes.asFloatBuffer();
    }

    private static void copy(Map<String, float[]> from, Map<String, float[]> to) {
        to.forEach((name, values) -> System.arraycopy(from.get(name), 0, values, 0, values.length));
    }

    /** {@inheritDoc} */
    @Override
    public int step() {
        return schedule.step();
    }

    /** {@inheritDoc} */
    @Override
    public float lastEta() {
        return schedule.lastEta() * settings.multiplier();
    }

    /** {@inheritDoc} */
    @Override
    public void recordEta(EtaConsumer consumer) {
        consumer.accept(eta);
    }

    /** {@inheritDoc} */
    @Override
    public long skippedTensors() {
        return badSteps.skippedTensors();
    }

    /** {@inheritDoc} */
    @Override
    public EngineState read() {
        Map<String, Map<String, float[]>> saved = new LinkedHashMap<>(restored);
        tensors.forEach((key, tensor) -> saved.put(key.id(), tensor.arrays()));
        return new EngineState(schedule.read(), saved);
    }

    /** {@inheritDoc} */
    @Override
    public void write(EngineState state) {
        schedule.write(state.schedule());
        tensors.clear();
        restored = state.tensors();
    }

    /** {@inheritDoc} */
    @Override
    public void close() {
        tensors.clear();
        restored = Map.of();
    }
}
