package org.djlcelo.family;

import org.djlcelo.lopt.MetaParameters;

/**
 * A training run of a {@link LearnedRule}: its weights and all that it remembers.
 *
 * <p>Confined to one thread at a time. Arithmetic is float32; nothing protects from a NaN, which
 * whoever drives the run must keep away if it is not to spread.
 */
public interface LearnedRun extends AutoCloseable {

    /**
     * Takes other weights and goes on, as in meta-training. What the run remembers stays; learned
     * initial states count for runs that begin later.
     *
     * @param theta meta-parameters of the rule's architecture
     */
    void use(MetaParameters theta);

    /**
     * Makes one step: updates what is remembered and subtracts the step from the parameters.
     *
     * @param loss the training loss before the step; any number for a rule that doesn't need it
     * @param multiplier multiplies the step; 1 is what weights are trained for
     * @param parameters the tensors in the order of the plan, row-major; changed
     * @param gradients their gradients; unchanged
     */
    void step(float loss, float multiplier, float[][] parameters, float[][] gradients);

    /**
     * Returns all that the run remembers, as live arrays unless {@link #restore} is overridden,
     * too.
     *
     * @return the state
     */
    RunState state();

    /**
     * Goes on from a saved state of a run with the same plan.
     *
     * @param saved what {@link #state} returned then
     * @throws IllegalArgumentException if names or lengths differ
     */
    default void restore(RunState saved) {
        state().overwrite(saved);
    }

    /** Ends the threads of a run that has any. */
    @Override
    default void close() {}
}
