package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.djlcelo.family.LearnedRule;
import org.djlcelo.family.Need;
import org.djlcelo.family.RunPlan;
import org.djlcelo.family.RunState;
import org.djlcelo.family.RunTrace;
import org.djlcelo.kernel.AxisOrder;
import org.djlcelo.kernel.HostKernel;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.SchedulerState;

/**
 * A rule of the family with all that its runs need.
 *
 * @param rule the rule
 * @param theta its weights
 * @param settings what the optimizer was built with
 * @param kernel computes rules that share Celo's network
 * @param order the roles of equally long axes
 * @param schedule multiplies steps
 */
record RuleEngines(
        LearnedRule rule,
        MetaParameters theta,
        OptimizerSettings settings,
        HostKernel kernel,
        AxisOrder order,
        Tracker schedule)
        implements Engines {

    /** Decoupled decay is relative to this rate times the multiplier, as for Celo. */
    static final float RATE = 0.001f;

    /** Where the state of a run for one tensor keeps what belongs to no tensor. */
    private static final String OF_RUN = "run/";

    boolean movesTogether() {
        return rule.needs().contains(Need.ALL_TENSORS);
    }

    /** {@inheritDoc} */
    @Override
    public StepEngine create(NDArray weight, LossObserver losses, DoubleConsumer etas) {
        return new RuleEngine(this, losses, etas);
    }

    /** Begins the run of a tensor, or of all tensors of its device. */
    RuleGroup begin(String id, Shape shape) {
        StepTensors all =
                movesTogether()
                        ? settings.stepTensors().get()
                        : new StepTensors(Map.of(id, new StepTensors.Named(id, shape)));
        List<Shape> shapes = new ArrayList<>();
        all.byId().values().forEach(tensor -> shapes.add(tensor.shape()));
        return new RuleGroup(rule.begin(theta, plan(shapes)), all);
    }

    private RunPlan plan(List<Shape> shapes) {
        List<TensorLayout> layouts =
                shapes.stream().map(shape -> TensorLayout.of(shape.getShape(), order)).toList();
        // a team of threads for every tensor would be too many
        int threads = movesTogether() ? settings.parallelism() : 1;
        return new RunPlan(layouts, settings.totalSteps(), kernel, threads, RunTrace.NONE);
    }

    /** Adds a group's state to what is saved. */
    void read(
            RuleGroup group,
            Map<String, float[]> shared,
            Map<String, Map<String, float[]>> tensorsById) {
        tensorsById.putAll(group.tensors());
        if (movesTogether()) {
            shared.putAll(group.shared());
        } else {
            Map<String, float[]> arrays =
                    new LinkedHashMap<>(group.tensors().get(group.ids().get(0)));
            group.shared().forEach((name, values) -> arrays.put(OF_RUN + name, values));
            tensorsById.put(group.ids().get(0), arrays);
        }
    }

    /** Takes a group's state out of what was saved. */
    void restore(
            RuleGroup group,
            Map<String, float[]> shared,
            Map<String, Map<String, float[]>> tensorsById) {
        if (movesTogether()) {
            group.restore(shared, tensorsById);
            return;
        }
        String id = group.ids().get(0);
        Map<String, float[]> own = new LinkedHashMap<>();
        Map<String, float[]> ofTensor = new LinkedHashMap<>();
        tensorsById
                .get(id)
                .forEach(
                        (name, values) -> {
                            if (name.startsWith(OF_RUN)) {
                                own.put(name.substring(OF_RUN.length()), values);
                            } else {
                                ofTensor.put(name, values);
                            }
                        });
        group.restore(own, Map.of(id, ofTensor));
    }

    /** {@inheritDoc} */
    @Override
    public SchedulerState.Snapshot scheduleAtStart() {
        return HostSchedule.Fixed.snapshot(settings.beginStep());
    }

    /** {@inheritDoc} */
    @Override
    public Map<String, String> identity() {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("builder", rule.name());
        identity.put("optAxisOrder", order.name());
        identity.put("setTotalSteps", Integer.toString(settings.totalSteps()));
        return identity;
    }

    /** {@inheritDoc} */
    @Override
    public Map<String, Integer> arrayLengths(Shape shape) {
        RunState state = state(shape);
        Map<String, Integer> lengths = lengths(state.tensors().get(0));
        if (!movesTogether()) {
            lengths(state.shared()).forEach((name, n) -> lengths.put(OF_RUN + name, n));
        }
        return lengths;
    }

    /** {@inheritDoc} */
    @Override
    public Map<String, Integer> sharedLengths() {
        return movesTogether() ? lengths(state(new Shape(1)).shared()) : Map.of();
    }

    private RunState state(Shape shape) {
        try (var run = rule.begin(theta, plan(List.of(shape)))) {
            return run.state();
        }
    }

    private static Map<String, Integer> lengths(Map<String, float[]> arrays) {
        Map<String, Integer> lengths = new LinkedHashMap<>();
        arrays.forEach((name, values) -> lengths.put(name, values.length));
        return lengths;
    }
}
