package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
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
    private final BadSteps badSteps = new BadSteps(BadSteps.Consequence.OF_CELO);
    private final Map<ParameterKey, HostTensor> tensors = new HashMap<>();

    /** Parameters whose memory can't be shared; slow, but they train. */
    private final Set<ParameterKey> copied = new HashSet<>();

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
            boolean updated;
            if (copied.contains(key)) {
                updated = updateCopy(tensor, weight, gradient, decay);
            } else {
                FloatBuffer values = HostCopy.buffer(weight);
                updated = tensor.update(values, HostCopy.buffer(gradient), policy, eta, decay);
                Gradients.zero(weight, tensor);
            }
            if (!updated) {
                badSteps.skipTensor(schedule.step());
            }
        }
    }

    private boolean updateCopy(HostTensor tensor, NDArray weight, NDArray gradient, float decay) {
        float[] values = HostCopy.read(weight, HostCopy.LONGEST);
        FloatBuffer g = FloatBuffer.wrap(HostCopy.read(gradient, HostCopy.LONGEST));
        boolean updated = tensor.update(FloatBuffer.wrap(values), g, policy, eta, decay);
        if (updated) {
            HostCopy.write(weight, values, HostCopy.LONGEST);
        }
        Gradients.zeroCopied(weight);
        return updated;
    }

    private HostTensor create(ParameterKey key, NDArray weight) {
        if (HostCopy.isNeeded(weight)) {
            copied.add(key);
        }
        HostTensor tensor = host.create(weight.getShape());
        Map<String, float[]> saved = restored.take(key.id());
        if (saved != null) {
            copy(saved, tensor.arrays());
        }
        return tensor;
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
        return new EngineState(schedule.read(), Map.of(), saved);
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
