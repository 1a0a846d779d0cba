package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.djlcelo.family.LearnedRun;
import org.djlcelo.family.RunState;
import org.djlcelo.kernel.GradientPolicy;

/**
 * The tensors that a run moves together: gathers their values and gradients call by call, and moves
 * all of them with the last call of a step.
 *
 * <p>Values are copied to Java and back; so parameters may be anywhere.
 */
final class RuleGroup implements AutoCloseable {

    private final LearnedRun run;
    private final List<String> ids;
    private final Map<String, StepTensors.Named> tensors;
    private final float[][] parameters;
    private final float[][] gradients;

    /** The arrays of this step's calls, null for those that didn't come yet. */
    private final NDArray[] weights;

    private int arrived;
    private int bad;

    /** What a step does besides the rule. */
    interface Decay {
        float of(Shape shape);
    }

    RuleGroup(LearnedRun run, Map<String, StepTensors.Named> tensors) {
        this.run = run;
        this.tensors = tensors;
        ids = List.copyOf(tensors.keySet());
        parameters = new float[ids.size()][];
        gradients = new float[ids.size()][];
        weights = new NDArray[ids.size()];
        for (int t = 0; t < parameters.length; t++) {
            int size = Math.toIntExact(tensors.get(ids.get(t)).shape().size());
            parameters[t] = new float[size];
            gradients[t] = new float[size];
        }
    }

    /** Whether the step still waits for tensors after some came. */
    boolean isIncomplete() {
        return arrived > 0;
    }

    /** The names of those that didn't come. */
    Set<String> missing() {
        Set<String> missing = new TreeSet<>();
        for (int t = 0; t < weights.length; t++) {
            if (weights[t] == null) {
                missing.add(tensors.get(ids.get(t)).name());
            }
        }
        return missing;
    }

    boolean knows(String id) {
        return tensors.containsKey(id);
    }

    /**
     * Takes one tensor of a step and zeroes its gradient.
     *
     * @return whether it was the last
     */
    boolean take(String id, NDArray weight, NDArray gradient, GradientPolicy policy) {
        int t = ids.indexOf(id);
        HostCopy.read(weight, parameters[t], HostCopy.LONGEST);
        HostCopy.read(gradient, gradients[t], HostCopy.LONGEST);
        boolean finite = treat(gradients[t], policy);
        bad += finite || !policy.skipNaN() ? 0 : 1;
        weights[t] = weight;
        arrived++;
        return arrived == weights.length;
    }

    /** Scales and clips; tells whether all is finite. */
    private static boolean treat(float[] g, GradientPolicy policy) {
        float bound = policy.clip();
        boolean finite = true;
        for (int i = 0; i < g.length; i++) {
            g[i] = Math.max(-bound, Math.min(bound, g[i] * policy.scale()));
            finite &= Float.isFinite(g[i]);
        }
        return finite;
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
            for (int t = 0; t < weights.length; t++) {
                for (int i = 0; i < before[t].length; i++) {
                    parameters[t][i] -= before[t][i];
                }
                HostCopy.overwrite(weights[t], parameters[t]);
            }
        }
        forget();
        return skipped;
    }

    /** What decay takes from the values before the step; empty arrays where nothing decays. */
    private float[][] decayed(Decay decay) {
        float[][] shares = new float[weights.length][0];
        for (int t = 0; t < weights.length; t++) {
            float share = decay.of(weights[t].getShape());
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
        Arrays.fill(weights, null);
        arrived = 0;
        bad = 0;
    }

    /** The state of each tensor, by parameter id. */
    Map<String, Map<String, float[]>> tensors() {
        Map<String, Map<String, float[]>> byId = new LinkedHashMap<>();
        List<Map<String, float[]>> states = run.state().tensors();
        for (int t = 0; t < states.size(); t++) {
            byId.put(ids.get(t), states.get(t));
        }
        return byId;
    }

    /** The state that belongs to no tensor. */
    Map<String, float[]> shared() {
        return run.state().shared();
    }

    /** Goes on from a saved state. */
    void restore(Map<String, float[]> shared, Map<String, Map<String, float[]>> byId) {
        List<Map<String, float[]>> states = new ArrayList<>();
        ids.forEach(id -> states.add(byId.get(id)));
        run.restore(new RunState(shared, states));
    }

    List<String> ids() {
        return ids;
    }

    /** {@inheritDoc} */
    @Override
    public void close() {
        run.close();
    }
}
