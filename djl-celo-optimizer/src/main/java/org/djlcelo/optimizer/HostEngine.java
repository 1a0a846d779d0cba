package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.djlcelo.kernel.GradientPolicy;

/** Steps parameters on CPU devices, on the memory of the parameters themselves. */
final class HostEngine implements StepEngine {

    private final OptimizerSettings settings;
    private final GradientPolicy policy;
    private final TensorFactory factory;
    private final TensorFactory.OnHost host;
    private final HostSchedule schedule;
    private final LossObserver losses;
    private final DoubleConsumer etas;
    private final BadSteps badSteps = new BadSteps();
    private final Map<ParameterKey, HostTensor> tensors = new HashMap<>();
    private final RestoredTensors restored = new RestoredTensors();
    private float eta;

    HostEngine(
            OptimizerSettings settings,
            TensorFactory factory,
            Kernel kernel,
            HostSchedule schedule,
            LossObserver losses,
            DoubleConsumer etas) {
        this.settings = settings;
        this.policy = settings.gradientPolicy();
        this.factory = factory;
        this.host = factory.onHost(kernel, settings.parallelism());
        this.schedule = schedule;
        this.losses = losses;
        this.etas = etas;
    }

    /** {@inheritDoc} */
    @Override
    public void beginStep() {
        HostSchedule.Step next = schedule.next(losses.take());
        restored.beginStep();
        badSteps.beginStep();
        eta = next.eta() * settings.multiplier();
        etas.accept(eta);
        if (next.lossSkipped()) {
            badSteps.skipLoss(schedule.step());
        }
    }

    /** {@inheritDoc} */
    @Override
    public void update(ParameterKey key, NDArray weight, NDArray gradient) {
        // the engine makes an array of its own to read a gradient that isn't contiguous
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            HostTensor tensor = tensors.computeIfAbsent(key, k -> create(k, weight));
            float decay = eta * settings.decayOf(weight.getShape(), factory.stepMultiplier());
            boolean updated = tensor.update(floats(weight), floats(gradient), policy, eta, decay);
            Gradients.zero(weight);
            if (!updated) {
                badSteps.skipTensor(schedule.step());
            }
        }
    }

    private HostTensor create(ParameterKey key, NDArray weight) {
        requireShared(weight);
        HostTensor tensor = host.create(weight.getShape());
        Map<String, float[]> saved = restored.take(key.id());
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
        return array.toByteBuffer(true).asFloatBuffer();
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
    public long skippedTensors() {
        return badSteps.skippedTensors();
    }

    /** {@inheritDoc} */
    @Override
    public void flush() {
        // nothing is ever held back
    }

    /** {@inheritDoc} */
    @Override
    public EngineState read() {
        Map<String, Map<String, float[]>> saved = new LinkedHashMap<>(restored.all());
        tensors.forEach((key, tensor) -> saved.put(key.id(), tensor.arrays()));
        return new EngineState(schedule.read(), saved);
    }

    /** {@inheritDoc} */
    @Override
    public void write(EngineState state) {
        schedule.write(state.schedule());
        tensors.clear();
        restored.replace(state.tensors());
    }

    /** {@inheritDoc} */
    @Override
    public void close() {
        host.close();
        tensors.clear();
        restored.replace(Map.of());
    }
}
