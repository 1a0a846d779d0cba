package org.djlcelo.lopt;

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
     * Advances by one step.
     *
     * @param x the input
     * @param hidden the hidden state h, changed
     * @param cell the cell state c, changed
     */
    public void step(float[] x, float[] hidden, float[] cell) {
        float[] gate = gates.bias().clone();
        gates.addProduct(x, 0, gate);
        gates.addProduct(hidden, x.length, gate);
        advance(gate, hidden, cell);
    }

    /**
     * Advances by one step with sums in double precision.
     *
     * @param x the input
     * @param hidden the hidden state h, changed
     * @param cell the cell state c, changed
     */
    public void stepExactly(float[] x, float[] hidden, float[] cell) {
        float[] both = new float[x.length + hidden.length];
        System.arraycopy(x, 0, both, 0, x.length);
        System.arraycopy(hidden, 0, both, x.length, hidden.length);
        advance(gates.applyExactly(both), hidden, cell);
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
