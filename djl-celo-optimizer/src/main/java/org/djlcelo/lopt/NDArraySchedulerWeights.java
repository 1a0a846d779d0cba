package org.djlcelo.lopt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * A scheduler's weights and constants on a device.
 *
 * @param network from features to the hidden state
 * @param output from the hidden state to η before its form
 * @param losses the features of the loss
 * @param progress the features of progress
 */
record NDArraySchedulerWeights(
        NDArrayMixedLstm network,
        NDArrayLinear output,
        NDArrayLossMemory losses,
        NDArrayProgress progress,
        NDArray zero,
        NDArray ten,
        NDArray tenth) {

    static NDArraySchedulerWeights of(NDManager manager, Scheduler scheduler, int totalSteps) {
        return new NDArraySchedulerWeights(
                NDArrayMixedLstm.of(manager, scheduler.network()),
                NDArrayLinear.of(manager, scheduler.output(), DataType.FLOAT32),
                NDArrayLossMemory.of(manager, totalSteps),
                NDArrayProgress.of(manager),
                manager.zeros(new Shape(1)),
                manager.create(10f),
                manager.create(0.1f));
    }
}
