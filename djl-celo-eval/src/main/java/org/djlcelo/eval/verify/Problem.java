package org.djlcelo.eval.verify;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.loss.Loss;
import java.util.List;

/** A recorded training problem as a DJL network. */
interface Problem {

    /** A new network, not initialised. */
    Block newBlock();

    /** The recorded names of its parameters, in the order of the block. */
    List<String> parameterNames();

    /** The shapes to initialise with. */
    Shape[] inputShapes();

    /** A new loss object. */
    Loss newLoss();

    /** The inputs and labels of a step. */
    Batch batch(NDManager manager, int step);

    /** Inputs and labels. */
    record Batch(NDList data, NDList labels) {}
}
