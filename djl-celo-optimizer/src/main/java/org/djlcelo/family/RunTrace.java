package org.djlcelo.family;

/**
 * Listens to what a rule computes on its way to a step, for comparison with recordings. Names are
 * those of the recordings.
 */
public interface RunTrace {

    /** Ignores everything. */
    RunTrace NONE = new RunTrace() {};

    /**
     * Takes values that a tensor has once.
     *
     * @param name what they are, for instance {@code lstm_input}
     * @param tensor the tensor's place in the plan
     * @param values the values, to be copied by whoever keeps them
     */
    default void tensor(String name, int tensor, float[] values) {}

    /**
     * Takes values that every element has.
     *
     * @param name what they are, for instance {@code mlp_out}
     * @param tensor the tensor's place in the plan
     * @param start the first element
     * @param n the number of elements
     * @param values [channel][element], to be copied by whoever keeps them
     */
    default void elements(String name, int tensor, int start, int n, float[][] values) {}
}
