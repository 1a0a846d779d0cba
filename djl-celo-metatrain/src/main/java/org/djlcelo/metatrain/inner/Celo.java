package org.djlcelo.metatrain.inner;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import org.djlcelo.kernel.AxisOrder;
import org.djlcelo.kernel.CpuKernel;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.kernel.TensorState;
import org.djlcelo.kernel.TiledKernel;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.Scheduler;
import org.djlcelo.lopt.SchedulerState;
import org.djlcelo.lopt.UpdateRule;

/** Celo as an inner optimizer, through the same kernel and scheduler that users run. */
public final class Celo implements LearnedOptimizer {

    private static final float NO_SCHEDULER = 1;

    private final Stage stage;
    private final MetaParameters frozen;
    private final CpuKernel kernel = new TiledKernel();
    private final List<TensorState> states;
    private UpdateRule rule;
    private Scheduler scheduler;
    private SchedulerState schedule;

    /**
     * Creates the optimizer without a run.
     *
     * @param stage which meta-parameters {@link #use} replaces, and whether the scheduler acts
     * @param theta all meta-parameters
     * @param shapes the shapes of the parameter tensors, matrices as [in, out]
     */
    public Celo(Stage stage, MetaParameters theta, List<long[]> shapes) {
        this.stage = stage;
        frozen = theta;
        states =
                shapes.stream()
                        .map(s -> new TensorState(TensorLayout.of(s, AxisOrder.REFERENCE)))
                        .toList();
        rule = UpdateRule.of(theta);
        scheduler = Scheduler.of(theta);
    }

    /** {@inheritDoc} */
    @Override
    public void use(float[] trainable) {
        MetaParameters theta = stage.insert(frozen, trainable);
        if (stage == Stage.RULE) {
            rule = UpdateRule.of(theta);
        } else {
            scheduler = Scheduler.of(theta);
        }
    }

    /** {@inheritDoc} */
    @Override
    public void restart(int totalSteps) {
        states.forEach(TensorState::reset);
        schedule = scheduler.newState(totalSteps);
    }

    /** {@inheritDoc} */
    @Override
    public void update(float loss, float[][] parameters, float[][] gradients) {
        float eta = stage == Stage.RULE ? NO_SCHEDULER : scheduler.step(schedule, loss);
        for (int t = 0; t < parameters.length; t++) {
            kernel.update(
                    rule,
                    states.get(t),
                    FloatBuffer.wrap(parameters[t]),
                    FloatBuffer.wrap(gradients[t]),
                    eta);
        }
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
        }
        schedule = scheduler.newState(totalSteps);
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
