package org.djlcelo.lopt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * {@link Linear} on a device, for any number of rows.
 *
 * @param weight [in, out]
 * @param bias [out]
 */
public record NDArrayLinear(NDArray weight, NDArray bias) {

    /**
     * Puts a layer on a device.
     *
     * @param manager what owns the arrays
     * @param layer the layer
     * @param type in which precision it computes
     * @return the same on the device
     */
    public static NDArrayLinear of(NDManager manager, Linear layer, DataType type) {
        return new NDArrayLinear(
                manager.create(layer.weight(), new Shape(layer.inputs(), layer.bias().length))
                        .toType(type, false),
                manager.create(layer.bias()).toType(type, false));
    }

    /**
     * Applies the layer.
     *
     * @param rows [rows, in]
     * @return [rows, out]
     */
    public NDArray apply(NDArray rows) {
        return rows.matMul(weight).add(bias);
    }
}
