package org.djlcelo.metatrain.inner;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;

/**
 * Celo-Adam as an inner optimizer: Adam whose rate is {@code 0.001·η} of the scheduler.
 *
 * <pre>
 *   m ← b1·m + (1-b1)·g,  v ← b2·v + (1-b2)·g²
 *   p ← p - 0.001·η · m/(1-b1ⁿ) / (sqrt(v/(1-b2ⁿ) + 1e-10) + 1e-8)
 * </pre>
 *
 * with gradients clipped to ±1000 (specification of the baselines, section 3.5).
 */
public final class CeloAdam implements ScheduledOptimizer {

    private static final float B1 = 0.9f;
    private static final float B2 = 0.999f;
    private static final float STEP_MULTIPLIER = 0.001f;
    private static final float EPSILON = 1e-8f;
    private static final float ROOT_EPSILON = 1e-10f;
    private static final float CLIP = 1000;

    private final Architecture names;
    private final Schedule schedule;
    private final float[][] first;
    private final float[][] second;
    private int steps;

    /**
     * Creates the optimizer without a run, to be meta-trained.
     *
     * @param part which meta-parameters {@link #use} replaces
     * @param theta all meta-parameters
     * @param layouts the parameter tensors
     */
    public CeloAdam(TrainedPart part, MetaParameters theta, List<TensorLayout> layouts) {
        this(part, theta, layouts, InnerKernels.best());
    }

    CeloAdam(
            TrainedPart part,
            MetaParameters theta,
            List<TensorLayout> layouts,
            InnerKernels kernels) {
        names = part.names();
        first = Episodes.tensors(layouts);
        second = Episodes.tensors(layouts);
        schedule = new LossSchedule(new SchedulerNetwork(theta.architecture(), kernels));
        schedule.use(theta.toVector(), theta.architecture());
    }

    /** {@inheritDoc} */
    @Override
    public void use(float[] trainable) {
        schedule.use(trainable, names);
    }

    /** {@inheritDoc} */
    @Override
    public void restart(int totalSteps) {
        steps = 0;
        for (int t = 0; t < first.length; t++) {
            Arrays.fill(first[t], 0);
            Arrays.fill(second[t], 0);
        }
        schedule.restart(totalSteps);
    }

    /** {@inheritDoc} */
    @Override
    public void update(float loss, float[][] parameters, float[][] gradients) {
        schedule.step(loss, parameters);
        steps++;
        float unbias1 = 1 / (1 - (float) Math.pow(B1, steps));
        float unbias2 = 1 / (1 - (float) Math.pow(B2, steps));
        for (int t = 0; t < parameters.length; t++) {
            float rate = STEP_MULTIPLIER * schedule.eta(t) * unbias1;
            update(parameters[t], gradients[t], first[t], second[t], rate, unbias2);
        }
    }

    /** A method of its own, so that its loop becomes vector instructions. */
    private static void update(
            float[] p, float[] gradient, float[] m, float[] v, float rate, float unbias2) {
        for (int i = 0; i < p.length; i++) {
            float g = Math.max(-CLIP, Math.min(CLIP, gradient[i]));
            m[i] = B1 * m[i] + (1 - B1) * g;
            v[i] = B2 * v[i] + (1 - B2) * g * g;
            float root = (float) Math.sqrt(v[i] * unbias2 + ROOT_EPSILON);
            p[i] -= rate * m[i] / (EPSILON + root);
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
        out.writeInt(steps);
        for (int t = 0; t < first.length; t++) {
            Floats.write(first[t], out);
            Floats.write(second[t], out);
        }
        schedule.save(out);
    }

    /** {@inheritDoc} */
    @Override
    public void restore(int totalSteps, DataInput in) throws IOException {
        steps = in.readInt();
        for (int t = 0; t < first.length; t++) {
            Floats.read(in, first[t]);
            Floats.read(in, second[t]);
        }
        schedule.restore(totalSteps, in);
    }
}
