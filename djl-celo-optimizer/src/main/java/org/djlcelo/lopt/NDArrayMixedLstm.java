package org.djlcelo.lopt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

/**
 * {@link MixedLstm} on a device.
 *
 * @param mixAndInput the mix layer, then the input layer: one product for both
 * @param lstm the cell
 * @param zero a scalar
 */
public record NDArrayMixedLstm(NDArrayLinear mixAndInput, NDArrayLstm lstm, NDArray zero) {

    private static final int[] ROWS = {0};

    /**
     * Puts a network on a device.
     *
     * @param manager what owns the arrays
     * @param network the network
     * @return the same on the device
     */
    public static NDArrayMixedLstm of(NDManager manager, MixedLstm network) {
        NDArrayLinear mix = NDArrayLinear.of(manager, network.mix(), DataType.FLOAT32);
        NDArrayLinear input = NDArrayLinear.of(manager, network.input(), DataType.FLOAT32);
        return new NDArrayMixedLstm(
                new NDArrayLinear(
                        mix.weight().concat(input.weight(), 1), mix.bias().concat(input.bias(), 0)),
                NDArrayLstm.of(manager, network.lstm(), DataType.FLOAT32),
                manager.create(0f));
    }

    /**
     * Advances all rows by one step.
     *
     * @param x the inputs, [rows, inputs]
     * @param before the memory, not changed
     * @return the memory after the step
     */
    public NDArrayLstm.State step(NDArray x, NDArrayLstm.State before) {
        NDList layers = mixAndInput.apply(x).split(2, 1);
        NDArray mixed = layers.get(0).maximum(zero);
        if (x.getShape().get(0) > 1) {
            mixed = mixed.max(ROWS, true);
        }
        return lstm.step(mixed.add(layers.get(1)), before);
    }
}
