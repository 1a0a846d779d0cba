package org.djlcelo.eval.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;

/** Something beside the loss that tells how good a network is. */
public enum Measure {

    /** Share of samples whose largest output is at the label. */
    ACCURACY {
        /** {@inheritDoc} */
        @Override
        public float of(NDList labels, NDList predictions) {
            try (NDArray guesses = predictions.head().argMax(-1);
                    NDArray hits = guesses.eq(labels.head().toType(DataType.INT64, false));
                    NDArray share = hits.toType(DataType.FLOAT32, false).mean()) {
                return share.getFloat();
            }
        }
    };

    /**
     * Measures one batch.
     *
     * @param labels the batch's labels
     * @param predictions the network's outputs
     * @return the value, averaged over the batch
     */
    public abstract float of(NDList labels, NDList predictions);
}
