package org.djlcelo.optimizer;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.djlcelo.family.RunState;

/**
 * The runs of a rule and the state that was loaded for those that didn't begin yet.
 *
 * <p>A rule that treats tensors alone has a run for each tensor on each device; one that needs all
 * tensors of a step has a run for each device, which moves with the step's last call.
 *
 * @param <G> what moves with a run
 */
final class RuleGroups<G extends RuleGroups.Group> implements AutoCloseable {

    private final RuleEngines setup;
    private final BiFunction<ParameterKey, StepTensors, G> opener;
    private final RestoredTensors restored = new RestoredTensors();
    private Map<String, float[]> restoredShared = Map.of();

    /** By parameter and device, or by device alone. */
    private final Map<Object, G> groups = new LinkedHashMap<>();

    /** Tensors that move together. */
    interface Group extends AutoCloseable {

        StepTensors tensors();

        Arrivals arrivals();

        /** What the run remembers, in the order of the tensors. */
        RunState state();

        /** Goes on from a saved state. */
        void restore(RunState saved);

        /** {@inheritDoc} */
        @Override
        void close();
    }

    /**
     * Creates an empty set.
     *
     * @param opener begins the run of tensors on the device of the first that came
     */
    RuleGroups(RuleEngines setup, BiFunction<ParameterKey, StepTensors, G> opener) {
        this.setup = setup;
        this.opener = opener;
    }

    /**
     * Ends a step.
     *
     * @throws IllegalStateException if only some of the tensors came that move together
     */
    void requireComplete(int step) {
        for (G group : groups.values()) {
            if (group.arrivals().arePending()) {
                throw new IllegalStateException(
                        setup.rule().name()
                                + " moves all tensors of a step together, but step "
                                + step
                                + " ended without an update of "
                                + group.tensors().names(group.arrivals().missing())
                                + "; freeze what isn't trained before the first step, or leave it"
                                + " out of the block");
            }
        }
    }

    /** Begins a step. */
    void beginStep() {
        restored.beginStep();
    }

    /**
     * Finds what a parameter moves with.
     *
     * @throws IllegalStateException if it isn't one of those that move together
     */
    G of(ParameterKey key, Shape shape) {
        Object place = setup.movesTogether() ? key.device() : key;
        G group = groups.get(place);
        if (group == null) {
            group = opener.apply(key, setup.tensorsOf(key.id(), shape));
            restored(group.tensors().ids()).ifPresent(group::restore);
            groups.put(place, group);
        }
        if (!group.tensors().byId().containsKey(key.id())) {
            throw new IllegalStateException(
                    "A parameter of shape "
                            + shape
                            + " isn't among those that "
                            + setup.rule().name()
                            + " moves together; give setBlock(...) the block that the trainer"
                            + " trains");
        }
        return group;
    }

    /** What was loaded of tensors; empty if not all of them were. */
    private Optional<RunState> restored(List<String> ids) {
        List<Map<String, float[]>> tensors = new ArrayList<>();
        for (String id : ids) {
            Map<String, float[]> arrays = restored.take(id);
            if (arrays == null) {
                return Optional.empty();
            }
            tensors.add(arrays);
        }
        return Optional.of(setup.joined(restoredShared, tensors));
    }

    /** All to be saved. */
    StepEngine.EngineState read(int step) {
        Map<String, float[]> shared = new LinkedHashMap<>(restoredShared);
        Map<String, Map<String, float[]>> tensors = new LinkedHashMap<>(restored.all());
        for (G group : groups.values()) {
            setup.split(group.tensors().ids(), group.state(), shared, tensors);
        }
        return new StepEngine.EngineState(HostSchedule.Fixed.snapshot(step), shared, tensors);
    }

    /** Goes on from what was saved. */
    void write(StepEngine.EngineState state) {
        close();
        restoredShared = state.shared();
        restored.replace(state.tensors());
    }

    /** {@inheritDoc} */
    @Override
    public void close() {
        groups.values().forEach(Group::close);
        groups.clear();
        restored.replace(Map.of());
    }
}
