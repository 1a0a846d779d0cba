package org.djlcelo.eval.task;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/** An endless sequence of batches in which each is found by its number alone. */
public interface Batches {

    /**
     * Creates a batch.
     *
     * @param manager owns the new arrays
     * @param number the position in the sequence, from 0
     * @return the batch
     */
    Batch get(NDManager manager, long number);

    /**
     * Inputs and labels.
     *
     * @param data what the network gets
     * @param labels what the loss compares with
     */
    record Batch(NDList data, NDList labels) {}
}
