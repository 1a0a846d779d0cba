package org.djlcelo.optimizer;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.djlcelo.family.Need;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steps parameters by a rule of the family, in Java.
 *
 * <p>A rule that treats tensors alone has a run for each tensor on each device; one that needs all
 * tensors of a step has a run for each device, which moves with the step's last call.
 */
final class RuleEngine implements StepEngine {

    private static final Logger logger = LoggerFactory.getLogger(RuleEngine.class);

    private final RuleEngines setup;
    private final OptimizerSettings settings;
    private final LossObserver losses;
    private final DoubleConsumer etas;
    private final BadSteps badSteps = new BadSteps(RuleEngines.CONSEQUENCE);
    private final RestoredTensors restored = new RestoredTensors();
    private Map<String, float[]> restoredShared = Map.of();

    /** By parameter and device, or by device alone. */
    private final Map<Object, RuleGroup> groups = new HashMap<>();

    private int step;
    private float loss;
    private float multiplier = Float.NaN;
    private boolean lossSkipped;

    RuleEngine(RuleEngines setup, LossObserver losses, DoubleConsumer etas) {
        this.setup = setup;
        this.settings = setup.settings();
        this.losses = losses;
        this.etas = etas;
        step = settings.beginStep();
    }

    /** {@inheritDoc} */
    @Override
    public void beginStep() {
        requireComplete();
        boolean needed = setup.rule().needs().contains(Need.LOSS);
        Float seen = losses.take();
        if (needed && seen == null) {
            throw MissingLoss.at(step + 1);
        }
        loss = needed ? seen : 0;
        restored.beginStep();
        badSteps.beginStep();
        step++;
        multiplier = settings.multiplier() * setup.schedule().getNewValue(step);
        etas.accept(multiplier);
        lossSkipped = settings.nonFinite() == NonFinite.SKIP && !Float.isFinite(loss);
        if (lossSkipped) {
            badSteps.skipLoss(step);
        }
    }

    private void requireComplete() {
        for (RuleGroup group : groups.values()) {
            setup.requireComplete(group.tensors(), group.arrivals(), step);
        }
    }

    /** {@inheritDoc} */
    @Override
    public void update(ParameterKey key, NDArray weight, NDArray gradient) {
        if (weight.size() == 0) {
            return;
        }
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            RuleGroup group = group(key, weight);
            setup.requireKnown(group.arrivals(), key.id(), weight.getShape());
            boolean last = group.take(key.id(), weight, gradient, settings.gradientPolicy());
            Gradients.zeroAnywhere(weight);
            if (last && lossSkipped) {
                group.forget();
            } else if (last) {
                int skipped =
                        group.move(
                                loss,
                                multiplier,
                                shape -> multiplier * settings.decayOf(shape, RuleEngines.RATE));
                for (int i = 0; i < skipped; i++) {
                    badSteps.skipTensor(step);
                }
            }
        }
    }

    private RuleGroup group(ParameterKey key, NDArray weight) {
        Object place = setup.movesTogether() ? key.device() : key;
        RuleGroup group = groups.get(place);
        if (group == null) {
            StepTensors all = setup.tensorsOf(key.id(), weight.getShape());
            group = new RuleGroup(setup.begin(all), all);
            setup.restored(all.ids(), restored, restoredShared).ifPresent(group.run()::restore);
            groups.put(place, group);
            tellOnce(key.device());
        }
        return group;
    }

    private void tellOnce(Device device) {
        if (device.isGpu() && groups.size() == 1) {
            logger.info(
                    "{} computes in Java: parameters on {} are copied there and back in every step",
                    setup.rule().name(),
                    device);
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
        requireComplete();
        Map<String, float[]> shared = new LinkedHashMap<>(restoredShared);
        Map<String, Map<String, float[]>> tensors = new LinkedHashMap<>(restored.all());
        for (RuleGroup group : groups.values()) {
            setup.read(group.arrivals().ids(), group.run().state(), shared, tensors);
        }
        return new EngineState(HostSchedule.Fixed.snapshot(step), shared, tensors);
    }

    /** {@inheritDoc} */
    @Override
    public void write(EngineState state) {
        step = state.schedule().step();
        close();
        restoredShared = state.shared();
        restored.replace(state.tensors());
    }

    /** {@inheritDoc} */
    @Override
    public void close() {
        groups.values().forEach(RuleGroup::close);
        groups.clear();
        restored.replace(Map.of());
    }
}
