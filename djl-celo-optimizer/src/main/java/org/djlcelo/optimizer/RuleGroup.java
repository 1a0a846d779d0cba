package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.djlcelo.family.LearnedRun;
import org.djlcelo.family.RunState;
import org.djlcelo.kernel.GradientPolicy;
import org.djlcelo.kernel.Lanes;
import org.djlcelo.kernel.Totals;

/**
 * The tensors that a run moves together: gathers their values and gradients call by call, and moves
 * all of them with the last call of a step.
 *
 * <p>Values are copied to Java and back; so parameters may be anywhere.
 */
final class RuleGroup implements RuleGroups.Group {

    private final LearnedRun run;
    private final StepTensors tensors;
    private final Arrivals arrivals;
    private final float[][] parameters;
    private final float[][] gradients;
    private int bad;

    /** What a step does besides the rule. */
    interface Decay {
        float of(Shape shape);
    }

    RuleGroup(LearnedRun run, StepTensors tensors) {
        this.run = run;
        this.tensors = tensors;
        arrivals = new Arrivals(tensors.ids());
        parameters = new float[arrivals.ids().size()][];
        gradients = new float[parameters.length][];
        int t = 0;
        for (StepTensors.Named tensor : tensors.byId().values()) {
            int size = Math.toIntExact(tensor.shape().size());
            parameters[t] = new float[size];
            gradients[t++] = new float[size];
        }
    }

    /** {@inheritDoc} */
    @Override
    public StepTensors tensors() {
        return tensors;
    }

    /** {@inheritDoc} */
    @Override
    public Arrivals arrivals() {
        return arrivals;
    }

    /** {@inheritDoc} */
    @Override
    public RunState state() {
        return run.state();
    }

    /** {@inheritDoc} */
    @Override
    public void restore(RunState saved) {
        run.restore(saved);
    }

    /**
     * Takes one tensor of a step and zeroes its gradient.
     *
     * @return whether it was the last
     */
    boolean take(String id, NDArray weight, NDArray gradient, GradientPolicy policy) {
        int t = arrivals.add(id, weight);
        HostCopy.read(weight, parameters[t], HostCopy.LONGEST);
        HostCopy.read(gradient, gradients[t], HostCopy.LONGEST);
        boolean finite = treat(gradients[t], policy);
        bad += finite || !policy.skipNaN() ? 0 : 1;
        return arrivals.areAll();
    }

    /** Scales and clips; tells whether all is finite. */
    private static boolean treat(float[] g, GradientPolicy policy) {
        Lanes.scaleAndClip(g, policy.scale(), policy.clip(), g.length);
        // doubles are large enough for any sum of floats, so that it is finite if they are
        return Double.isFinite(Totals.BEST.of(g, g.length));
    }

    /**
     * Ends the step: moves all tensors, unless one of their gradients isn't finite.
     *
     * @return how many gradients weren't
     */
    int move(float loss, float multiplier, Decay decay) {
        int skipped = bad;
        if (skipped == 0) {
            float[][] before = decayed(decay);
            run.step(loss, multiplier, parameters, gradients);
            for (int t = 0; t < parameters.length; t++) {
                for (int i = 0; i < before[t].length; i++) {
                    parameters[t][i] -= before[t][i];
                }
                HostCopy.overwrite(arrivals.weights().get(t), parameters[t]);
            }
        }
        forget();
        return skipped;
    }

    /** What decay takes from the values before the step; empty arrays where nothing decays. */
    private float[][] decayed(Decay decay) {
        float[][] shares = new float[parameters.length][0];
        for (int t = 0; t < shares.length; t++) {
            float share = decay.of(arrivals.weights().get(t).getShape());
            if (share != 0) {
                shares[t] = parameters[t].clone();
                for (int i = 0; i < shares[t].length; i++) {
                    shares[t][i] *= share;
                }
            }
        }
        return shares;
    }

    /** Drops what came of a step. */
    void forget() {
        arrivals.clear();
        bad = 0;
    }

    /** {@inheritDoc} */
    @Override
    public void close() {
        run.close();
    }
}
