package org.djlcelo.optimizer;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds the steps in DJL's stream of update calls, which has no marks for their beginning and end.
 *
 * <p>A call for a parameter that this step has updated already opens the next one. So does any call
 * after a loss of the next step was seen: with parameters frozen or released between steps, the
 * first call may be for one that the last step didn't have.
 */
final class StepTracker {

    private Set<ParameterKey> current = new HashSet<>();
    private Set<ParameterKey> previous = new HashSet<>();
    private int steps;

    /** Whether this call opens a step. */
    boolean opens(ParameterKey key, LossObserver losses) {
        return steps == 0 || current.contains(key) || losses.isSingleDevice() && losses.hasNext();
    }

    /**
     * Opens the next step.
     *
     * @throws IllegalStateException if the last two steps had no parameter in common: they came
     *     from two trainers
     */
    void open() {
        if (!previous.isEmpty() && Collections.disjoint(previous, current)) {
            throw new IllegalStateException(
                    "This optimizer gets updates from two trainers (two consecutive steps had no"
                            + " parameter in common); build one optimizer for each Trainer");
        }
        Set<ParameterKey> recycled = previous;
        previous = current;
        current = recycled;
        current.clear();
        steps++;
    }

    /** Notes that the step updated a parameter. */
    void add(ParameterKey key) {
        current.add(key);
    }

    /** Steps opened in this process. */
    int steps() {
        return steps;
    }
}
