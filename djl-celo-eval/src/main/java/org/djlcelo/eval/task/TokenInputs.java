package org.djlcelo.eval.task;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import org.djlcelo.random.KeyedRandom;

/** What a network on tokens gets beside the tokens. */
@FunctionalInterface
interface TokenInputs {

    /** Nothing. */
    TokenInputs NONE = (manager, tokens, random) -> new NDList();

    /**
     * Creates further inputs.
     *
     * @param manager owns the new arrays
     * @param tokens the batch's tokens, one sequence after the other
     * @param random the batch's stream
     * @return the inputs after the tokens
     */
    NDList beside(NDManager manager, long[] tokens, KeyedRandom random);
}
