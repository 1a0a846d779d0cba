package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.djlcelo.family.ArrayRule;
import org.djlcelo.family.ArrayRun;
import org.djlcelo.family.LearnedRule;
import org.djlcelo.family.LearnedRun;
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
 * @param kernel where and by what rules are computed
 * @param order the roles of equally long axes
 * @param schedule multiplies steps
 */
record RuleEngines(
        LearnedRule rule,
        MetaParameters theta,
        OptimizerSettings settings,
        Kernel kernel,
        AxisOrder order,
        Tracker schedule)
        implements Engines {

    /** Decoupled decay is relative to this rate times the multiplier, as for Celo. */
    static final float RATE = 0.001f;

    static final BadSteps.Consequence CONSEQUENCE =
            new BadSteps.Consequence(
                    "a gradient isn't finite; what the rule moves with it keeps its values in this"
                            + " step",
                    "the loss isn't finite; nothing moves in this step");

    /** Where the state of a run for one tensor keeps what belongs to no tensor. */
    private static final String OF_RUN = "run/";

    boolean movesTogether() {
        return rule.needs().contains(Need.ALL_TENSORS);
    }

    /** {@inheritDoc} */
    @Override
    public StepEngine create(NDArray weight, LossObserver losses, DoubleConsumer etas) {
        boolean onArrays = weight.getDevice().isGpu() || kernel.isOnArrays();
        return onArrays && rule instanceof ArrayRule
                ? new RuleDeviceEngine(this, losses, etas, weight)
                : new RuleEngine(this, losses, etas);
    }

    /** A tensor alone, or all tensors of its device. */
    StepTensors tensorsOf(String id, Shape shape) {
        return movesTogether()
                ? settings.stepTensors().get()
                : new StepTensors(Map.of(id, new StepTensors.Named(id, shape)));
    }

    /** Begins a run of tensors in Java. */
    LearnedRun begin(StepTensors tensors) {
        return rule.begin(theta, plan(tensors));
    }

    /** Begins a run of tensors on a manager's device. */
    ArrayRun beginOnArrays(StepTensors tensors, NDManager manager) {
        return ((ArrayRule) rule).beginOnArrays(theta, plan(tensors), manager);
    }

    private RunPlan plan(StepTensors tensors) {
        List<Shape> shapes = new ArrayList<>();
        tensors.byId().values().forEach(tensor -> shapes.add(tensor.shape()));
        return plan(shapes);
    }

    private RunPlan plan(List<Shape> shapes) {
        List<TensorLayout> layouts =
                shapes.stream().map(shape -> TensorLayout.of(shape.getShape(), order)).toList();
        // a team of threads for every tensor would be too many
        int threads = movesTogether() ? settings.parallelism() : 1;
        HostKernel onHost = kernel.isOnArrays() ? HostKernel.best() : kernel.onHost();
        return new RunPlan(layouts, settings.totalSteps(), onHost, threads, RunTrace.NONE);
    }

    /** Adds a run's state to what is saved. */
    void split(
            List<String> ids,
            RunState state,
            Map<String, float[]> shared,
            Map<String, Map<String, float[]>> tensorsById) {
        for (int t = 0; t < ids.size(); t++) {
            tensorsById.put(ids.get(t), new LinkedHashMap<>(state.tensors().get(t)));
        }
        if (movesTogether()) {
            shared.putAll(state.shared());
        } else {
            Map<String, float[]> only = tensorsById.get(ids.get(0));
            state.shared().forEach((name, values) -> only.put(OF_RUN + name, values));
        }
    }

    /** The state of a run from what was saved. */
    RunState joined(Map<String, float[]> shared, List<Map<String, float[]>> tensors) {
        if (movesTogether()) {
            return new RunState(shared, tensors);
        }
        Map<String, float[]> own = new LinkedHashMap<>(tensors.get(0));
        Map<String, float[]> ofRun = new LinkedHashMap<>();
        own.forEach(
                (name, values) -> {
                    if (name.startsWith(OF_RUN)) {
                        ofRun.put(name.substring(OF_RUN.length()), values);
                    }
                });
        own.keySet().removeIf(name -> name.startsWith(OF_RUN));
        return new RunState(ofRun, List.of(own));
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
