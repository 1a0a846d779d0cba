package org.djlcelo.lopt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Activation;

/**
 * {@link LstmCell} on a device, for any number of rows.
 *
 * @param gates weights and biases, those of the forget gate with the 1 that is added to it
 */
public record NDArrayLstm(NDArrayLinear gates) {

    private static final int GATES = 4;

    /**
     * A row's memory.
     *
     * @param hidden [rows, units]
     * @param cell [rows, units]
     */
    public record State(NDArray hidden, NDArray cell) {}

    /**
     * Puts a cell on a device.
     *
     * @param manager what owns the arrays
     * @param cell the cell
     * @param type in which precision it computes
     * @return the same on the device
     */
    public static NDArrayLstm of(NDManager manager, LstmCell cell, DataType type) {
        float[] bias = cell.gates().bias().clone();
        int units = bias.length / GATES;
        for (int i = 2 * units; i < 3 * units; i++) {
            bias[i] += 1;
        }
        return new NDArrayLstm(
                NDArrayLinear.of(manager, new Linear(cell.gates().weight(), bias), type));
    }

    /**
     * Advances by one step.
     *
     * @param x the inputs, [rows, inputs]
     * @param before the memory, not changed
     * @return the memory after the step
     */
    public State step(NDArray x, State before) {
        NDArray gate = gates.apply(x.concat(before.hidden, 1));
        NDList open = Activation.sigmoid(gate).split(GATES, 1);
        NDArray update = gate.split(GATES, 1).get(1).tanh();
        NDArray cell = open.get(2).mul(before.cell).add(open.get(0).mul(update));
        return new State(open.get(3).mul(cell.tanh()), cell);
    }
}
