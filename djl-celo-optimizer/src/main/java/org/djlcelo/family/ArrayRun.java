package org.djlcelo.family;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * A {@link LearnedRun} on an engine's arrays.
 *
 * <p>A step reads nothing back and sends nothing, the first one apart. What it makes besides its
 * state belongs to the {@link ai.djl.ndarray.NDScope} of the caller. The state is that of the run
 * in Java, name by name, so that either goes on from what the other saved.
 */
public interface ArrayRun {

    /**
     * Makes one step.
     *
     * @param loss [1]: the training loss before the step, finite; anything for a rule that doesn't
     *     need it
     * @param skip [1]: a boolean, whether all that is remembered stays as it is; null for never
     * @param parameters the tensors in the order of the plan, each with one axis; not changed
     * @param gradients their gradients, each with one axis, zero in a step that is skipped
     * @return what to subtract from the parameters for a multiplier of 1, each with one axis
     */
    NDList step(NDArray loss, NDArray skip, NDList parameters, NDList gradients);

    /**
     * Reads the state back.
     *
     * @return copies
     */
    RunState read();

    /**
     * Goes on from a saved state of a run with the same plan.
     *
     * @param saved the state, names and lengths being those of {@link LearnedRun#state}
     */
    void write(RunState saved);
}
