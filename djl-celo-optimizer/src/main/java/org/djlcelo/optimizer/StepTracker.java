package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Finds the steps in DJL's stream of update calls, which has no marks for their beginning and end.
 *
 * <p>A call for a parameter that this step has updated already opens the next one. So does any call
 * after the loss of the next step was seen: with parameters frozen or released between steps, the
 * first call may be for one that the last step didn't have.
 */
final class StepTracker {

    private final Map<ParameterKey, NDArray> current = new HashMap<>();

    /** What the step before updated and the current one must update as well. */
    private final Set<String> expected = new HashSet<>();

    /** Whether this call opens a step. */
    boolean opens(ParameterKey key, LossObserver losses) {
        return current.isEmpty() || current.containsKey(key) || losses.hasNext();
    }

    /**
     * Checks the last step.
     *
     * @throws IllegalStateException if it had no parameter in common with the step before, although
     *     those were not frozen in between: the two came from two trainers
     */
    void requireOneTrainer() {
        if (!expected.isEmpty() && Collections.disjoint(expected, ids(current))) {
            throw new IllegalStateException(
                    "This optimizer gets updates from two trainers (two consecutive steps had no"
                            + " parameter in common); build one optimizer for each Trainer");
        }
    }

    private static Set<String> ids(Map<ParameterKey, NDArray> step) {
        Set<String> ids = new HashSet<>();
        step.keySet().forEach(key -> ids.add(key.id()));
        return ids;
    }

    /** Opens the next step. */
    void open() {
        expected.clear();
        expected.addAll(ids(current));
        current.forEach(
                (key, array) -> {
                    // freezing shows in the copy that the parameter itself holds
                    if (!array.isReleased() && !array.hasGradient()) {
                        expected.remove(key.id());
                    }
                });
        current.clear();
    }

    /** Notes that the step updates a parameter. */
    void add(ParameterKey key, NDArray weight) {
        current.put(key, weight);
    }
}
