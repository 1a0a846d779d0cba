package org.djlcelo.lopt;

/**
 * An LSTM with one row per tensor, whose rows see what is largest among all of them.
 *
 * <pre>
 *   v = max over tensors of relu(x·W_mix + b_mix)
 *   h, c = lstm(x·W_in + b_in + v, h, c)          for every tensor
 * </pre>
 *
 * (specification, section 2.3; VeLO, arXiv 2211.09760). With a single row the maximum is that row.
 *
 * @param mix W_mix and b_mix
 * @param input W_in and b_in
 * @param lstm the cell
 */
public record MixedLstm(Linear mix, Linear input, LstmCell lstm) {

    private static final String PREFIX = "rnn_params/";

    /**
     * Takes the network out of meta-parameters.
     *
     * @param theta meta-parameters of an architecture that has it
     * @return the network
     * @throws IllegalArgumentException if the architecture has no such tensors
     */
    public static MixedLstm of(MetaParameters theta) {
        return new MixedLstm(
                Linear.of(theta, PREFIX + "linear_1"),
                Linear.of(theta, PREFIX + "linear_2"),
                new LstmCell(Linear.of(theta, PREFIX + "rnn/linear")));
    }

    /**
     * Advances all rows by one step.
     *
     * @param x the inputs, [rows][inputs]
     * @param hidden the hidden states, [rows][units], changed
     * @param cell the cell states, [rows][units], changed
     */
    public void step(float[][] x, float[][] hidden, float[][] cell) {
        float[] largest = new float[mix.bias().length];
        for (float[] mixed : mix.apply(x)) {
            for (int i = 0; i < largest.length; i++) {
                // starts at 0, which is the ReLU; a NaN stays one
                largest[i] = Math.max(largest[i], mixed[i]);
            }
        }
        float[][] z = input.apply(x);
        for (float[] row : z) {
            for (int i = 0; i < row.length; i++) {
                row[i] += largest[i];
            }
        }
        lstm.step(z, hidden, cell);
    }
}
