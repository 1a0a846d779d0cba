package org.djlcelo.lopt;

import java.util.Arrays;

/**
 * haiku's LSTM: gates i, g, f, o in this order; 1 is added to the forget gate.
 *
 * <pre>
 *   i, g, f, o = [x, h]·W + b
 *   c ← σ(f + 1)·c + σ(i)·tanh(g),  h ← σ(o)·tanh(c)
 * </pre>
 *
 * @param gates W and b; the first rows of W take the input, the last ones the hidden state
 */
public record LstmCell(Linear gates) {

    /**
     * Advances several states by one step.
     *
     * @param x the inputs, [rows][inputs]
     * @param hidden the hidden states h, [rows][units], changed
     * @param cell the cell states c, [rows][units], changed
     */
    public void step(float[][] x, float[][] hidden, float[][] cell) {
        float[][] both = new float[x.length][];
        for (int r = 0; r < both.length; r++) {
            both[r] = joined(x[r], hidden[r]);
        }
        float[][] gate = gates.apply(both);
        for (int r = 0; r < gate.length; r++) {
            advance(gate[r], hidden[r], cell[r]);
        }
    }

    /**
     * Advances by one step with sums in double precision.
     *
     * @param x the input
     * @param hidden the hidden state h, changed
     * @param cell the cell state c, changed
     */
    public void stepExactly(float[] x, float[] hidden, float[] cell) {
        advance(gates.applyExactly(joined(x, hidden)), hidden, cell);
    }

    private static float[] joined(float[] x, float[] hidden) {
        float[] both = Arrays.copyOf(x, x.length + hidden.length);
        System.arraycopy(hidden, 0, both, x.length, hidden.length);
        return both;
    }

    private static void advance(float[] gate, float[] hidden, float[] cell) {
        int n = hidden.length;
        for (int i = 0; i < n; i++) {
            float in = sigmoid(gate[i]);
            float update = (float) Tanh.of(gate[n + i]);
            float forget = sigmoid(gate[2 * n + i] + 1);
            float out = sigmoid(gate[3 * n + i]);
            cell[i] = forget * cell[i] + in * update;
            hidden[i] = out * (float) Tanh.of(cell[i]);
        }
    }

    private static float sigmoid(float x) {
        return (float) (1 / (1 + Math.exp(-x)));
    }
}
