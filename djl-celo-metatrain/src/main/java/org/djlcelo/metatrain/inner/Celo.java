package org.djlcelo.metatrain.inner;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.kernel.TensorState;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.SchedulerState;
import org.djlcelo.lopt.UpdateRule;

/** Celo as an inner optimizer: rule and scheduler by {@link InnerKernels}. */
public final class Celo implements LearnedOptimizer {

    private static final float NO_SCHEDULER = 1;

    private final TrainedPart part;
    private final List<TensorState> states;
    private final List<TensorUpdate> updates;
    private final SchedulerNetwork scheduler;
    private UpdateRule rule;
    private SchedulerState schedule;

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
        this(new TrainedPart(stage, TrainedPart.Freezing.REAL), theta, layouts, kernels);
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
        states = layouts.stream().map(TensorState::new).toList();
        rule = UpdateRule.of(theta);
        int units = rule.mlp().width();
        updates = states.stream().map(state -> kernels.tensorUpdate(state, units)).toList();
        scheduler = new SchedulerNetwork(kernels);
        scheduler.use(theta.toVector(), theta.architecture());
    }

    /** {@inheritDoc} */
    @Override
    public void use(float[] trainable) {
        if (part.holds(Stage.RULE)) {
            rule = UpdateRule.of(new MetaParameters(part.names(), trainable));
        }
        // the scheduler doesn't act in stage rule
        if (part.stage() == Stage.SCHEDULER) {
            scheduler.use(trainable, part.names());
        }
    }

    /** {@inheritDoc} */
    @Override
    public void restart(int totalSteps) {
        states.forEach(TensorState::reset);
        schedule = newSchedule(totalSteps);
    }

    /** {@inheritDoc} */
    @Override
    public void update(float loss, float[][] parameters, float[][] gradients) {
        float eta = part.stage() == Stage.RULE ? NO_SCHEDULER : schedule.step(loss, scheduler);
        for (int t = 0; t < parameters.length; t++) {
            updates.get(t).update(rule, eta, parameters[t], gradients[t]);
        }
    }

    /**
     * Returns the multiplier that the scheduler chose last.
     *
     * @return η; NaN before the first step and without scheduler
     */
    public float lastEta() {
        return schedule.lastEta();
    }

    private SchedulerState newSchedule(int totalSteps) {
        return SchedulerState.begin(totalSteps, scheduler.initialHidden(), scheduler.initialCell());
    }

    /** {@inheritDoc} */
    @Override
    public void save(DataOutput out) throws IOException {
        for (TensorState state : states) {
            for (float[] array : state.arrays().values()) {
                Floats.write(array, out);
            }
        }
        SchedulerState.Snapshot s = schedule.snapshot();
        out.writeInt(s.step());
        out.writeInt(s.lossCount());
        out.writeFloat(s.lastEta());
        for (float[] array : arrays(s)) {
            Floats.write(array, out);
        }
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
        schedule = newSchedule(totalSteps);
        SchedulerState.Snapshot shape = schedule.snapshot();
        int step = in.readInt();
        int lossCount = in.readInt();
        float lastEta = in.readFloat();
        for (float[] array : arrays(shape)) {
            Floats.read(in, array);
        }
        schedule.restore(
                new SchedulerState.Snapshot(
                        step,
                        lossCount,
                        lastEta,
                        shape.lossMeans(),
                        shape.lossMinima(),
                        shape.hidden(),
                        shape.cell()));
    }

    private static List<float[]> arrays(SchedulerState.Snapshot s) {
        return List.of(s.lossMeans(), s.lossMinima(), s.hidden(), s.cell());
    }
}
