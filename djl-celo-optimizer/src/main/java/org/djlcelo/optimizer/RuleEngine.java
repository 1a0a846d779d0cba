package org.djlcelo.optimizer;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.function.DoubleConsumer;
import org.djlcelo.family.Need;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Steps parameters by a rule of the family, in Java. */
final class RuleEngine implements StepEngine {

    private static final Logger logger = LoggerFactory.getLogger(RuleEngine.class);

    private final RuleEngines setup;
    private final OptimizerSettings settings;
    private final LossObserver losses;
    private final DoubleConsumer etas;
    private final BadSteps badSteps = new BadSteps(RuleEngines.CONSEQUENCE);
    private final RuleGroups<RuleGroup> groups;
    private boolean told;
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
        groups = new RuleGroups<>(setup, this::open);
    }

    /** {@inheritDoc} */
    @Override
    public void beginStep() {
        groups.requireComplete(step);
        boolean needed = setup.rule().needs().contains(Need.LOSS);
        Float seen = losses.take();
        if (needed && seen == null) {
            throw MissingLoss.at(step + 1);
        }
        loss = needed ? seen : 0;
        groups.beginStep();
        badSteps.beginStep();
        step++;
        multiplier = settings.multiplier() * setup.schedule().getNewValue(step);
        etas.accept(multiplier);
        lossSkipped = settings.nonFinite() == NonFinite.SKIP && !Float.isFinite(loss);
        if (lossSkipped) {
            badSteps.skipLoss(step);
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
            RuleGroup group = groups.of(key, weight.getShape());
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

    private RuleGroup open(ParameterKey key, StepTensors tensors) {
        Device device = key.device();
        if (device.isGpu() && !told) {
            told = true;
            logger.info(
                    "{} computes in Java: parameters on {} are copied there and back in every step",
                    setup.rule().name(),
                    device);
        }
        return new RuleGroup(setup.begin(tensors), tensors);
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
    }
}
