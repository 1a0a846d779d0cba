package org.djlcelo.metatrain.inner;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.kernel.TensorState;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.UpdateRule;

/**
 * Celo as an inner optimizer: rule and scheduler by {@link InnerKernels}; the architecture says how
 * the scheduler makes η.
 */
public final class Celo implements ScheduledOptimizer {

    private static final float NO_SCHEDULER = 1;

    private final TrainedPart part;
    private final Architecture names;
    private final List<TensorState> states;
    private final List<TensorUpdate> updates;
    private final Schedule schedule;
    private UpdateRule rule;

    /**
     * Creates the optimizer without a run.
     *
     * @param stage which meta-parameters {@link #use} replaces, and whether the scheduler acts
     * @param theta all meta-parameters
     * @param layouts the parameter tensors
     */
    public Celo(Stage stage, MetaParameters theta, List<TensorLayout> layouts) {
        this(stage, theta, layouts, InnerKernels.best());
    }

    Celo(Stage stage, MetaParameters theta, List<TensorLayout> layouts, InnerKernels kernels) {
        this(
                new TrainedPart(theta.architecture(), stage, TrainedPart.Freezing.REAL),
                theta,
                layouts,
                kernels);
    }

    /**
     * Creates the optimizer without a run, to be meta-trained.
     *
     * @param part which meta-parameters {@link #use} replaces; its stage says whether the scheduler
     *     acts
     * @param theta all meta-parameters
     * @param layouts the parameter tensors
     */
    public Celo(TrainedPart part, MetaParameters theta, List<TensorLayout> layouts) {
        this(part, theta, layouts, InnerKernels.best());
    }

    private Celo(
            TrainedPart part,
            MetaParameters theta,
            List<TensorLayout> layouts,
            InnerKernels kernels) {
        this.part = part;
        names = part.names();
        states = layouts.stream().map(TensorState::new).toList();
        rule = UpdateRule.of(theta);
        int units = rule.mlp().width();
        updates = states.stream().map(state -> kernels.tensorUpdate(state, units)).toList();
        SchedulerNetwork network = new SchedulerNetwork(theta.architecture(), kernels);
        schedule =
                theta.architecture().equals(Architecture.CELO_TENSOR_FEATURES)
                        ? new TensorSchedule(network, states)
                        : new LossSchedule(network);
        schedule.use(theta.toVector(), theta.architecture());
    }

    /** {@inheritDoc} */
    @Override
    public void use(float[] trainable) {
        if (part.holdsRule()) {
            rule = UpdateRule.of(new MetaParameters(names, trainable));
        }
        // where it doesn't act, the vector may not hold it
        if (part.stage().isScheduled()) {
            schedule.use(trainable, names);
        }
    }

    /** {@inheritDoc} */
    @Override
    public void restart(int totalSteps) {
        states.forEach(TensorState::reset);
        schedule.restart(totalSteps);
    }

    /** {@inheritDoc} */
    @Override
    public void update(float loss, float[][] parameters, float[][] gradients) {
        boolean scheduled = part.stage().isScheduled();
        if (scheduled) {
            schedule.step(loss, parameters);
        }
        for (int t = 0; t < parameters.length; t++) {
            float eta = scheduled ? schedule.eta(t) : NO_SCHEDULER;
            updates.get(t).update(rule, eta, parameters[t], gradients[t]);
        }
    }

    /** {@inheritDoc} */
    @Override
    public float lastEta() {
        return schedule.lastEta();
    }

    /** {@inheritDoc} */
    @Override
    public void save(DataOutput out) throws IOException {
        for (TensorState state : states) {
            for (float[] array : state.arrays().values()) {
                Floats.write(array, out);
            }
        }
        schedule.save(out);
    }

    /** {@inheritDoc} */
    @Override
    public void restore(int totalSteps, DataInput in) throws IOException {
        for (TensorState state : states) {
            for (float[] array : state.arrays().values()) {
                Floats.read(in, array);
            }
            if (!SavedLayout.fits(state)) {
                throw new IOException(
                        "its accumulators were saved by a version that keeps matrices in another"
                                + " layout");
            }
        }
        schedule.restore(totalSteps, in);
    }
}
