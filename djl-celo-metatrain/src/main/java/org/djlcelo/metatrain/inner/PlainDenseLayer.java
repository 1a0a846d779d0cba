package org.djlcelo.metatrain.inner;

/** A dense layer whose rows are arrays of their own; see {@link Rows}. */
final class PlainDenseLayer implements DenseLayer {

    private final float[][] rows;
    private final float[] bias;

    PlainDenseLayer(int inputs, int outputs) {
        rows = new float[inputs][outputs];
        bias = new float[outputs];
    }

    @Override
    public void use(float[] vector, int weight, int biasStart) {
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(vector, weight + i * bias.length, rows[i], 0, bias.length);
        }
        System.arraycopy(vector, biasStart, bias, 0, bias.length);
    }

    @Override
    public void apply(float[] x, float[] y) {
        System.arraycopy(bias, 0, y, 0, bias.length);
        Rows.addWeighted(y, rows, x, 0, 1);
    }
}
