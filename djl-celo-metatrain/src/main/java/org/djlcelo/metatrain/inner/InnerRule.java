package org.djlcelo.metatrain.inner;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.djlcelo.family.LearnedRule;
import org.djlcelo.family.LearnedRun;
import org.djlcelo.family.RunPlan;
import org.djlcelo.family.RunState;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.lopt.MetaParameters;

/** Any rule of the family as an inner optimizer; it is trained as a whole. */
final class InnerRule implements ScheduledOptimizer {

    private static final float AS_TRAINED = 1;

    private final LearnedRule rule;
    private final TrainedPart part;
    private final List<TensorLayout> layouts;
    private MetaParameters theta;
    private LearnedRun run;

    InnerRule(
            LearnedRule rule, TrainedPart part, MetaParameters theta, List<TensorLayout> layouts) {
        this.rule = rule;
        this.part = part;
        this.theta = theta;
        this.layouts = layouts;
    }

    /** {@inheritDoc} */
    @Override
    public void use(float[] trainable) {
        theta = part.insert(theta, trainable);
        if (run != null) {
            run.use(theta);
        }
    }

    /** {@inheritDoc} */
    @Override
    public void restart(int totalSteps) {
        // a run on one thread holds nothing that must be closed
        run = rule.begin(theta, RunPlan.of(layouts, totalSteps));
    }

    /** {@inheritDoc} */
    @Override
    public void update(float loss, float[][] parameters, float[][] gradients) {
        run.step(loss, AS_TRAINED, parameters, gradients);
    }

    /** Rules of the family keep their schedules to themselves. */
    @Override
    public float lastEta() {
        return Float.NaN;
    }

    /** {@inheritDoc} */
    @Override
    public void save(DataOutput out) throws IOException {
        for (float[] array : arrays(run.state())) {
            Floats.write(array, out);
        }
    }

    /** {@inheritDoc} */
    @Override
    public void restore(int totalSteps, DataInput in) throws IOException {
        restart(totalSteps);
        RunState saved = run.state().copy();
        for (float[] array : arrays(saved)) {
            Floats.read(in, array);
        }
        run.restore(saved);
    }

    /** Sorted by name: the order of a map may differ between processes. */
    private static List<float[]> arrays(RunState state) {
        List<float[]> arrays = new ArrayList<>(new TreeMap<>(state.shared()).values());
        for (Map<String, float[]> tensor : state.tensors()) {
            arrays.addAll(new TreeMap<>(tensor).values());
        }
        return arrays;
    }
}
