package org.djlcelo.lopt;

/**
 * A dense layer, {@code y = x·W + b}.
 *
 * @param weight W, row-major [in, out]; not copied
 * @param bias b, [out]; not copied
 */
public record Linear(float[] weight, float[] bias) {

    /**
     * Takes a layer out of meta-parameters.
     *
     * @param theta the meta-parameters
     * @param name what precedes {@code /w} and {@code /b} in the tensors' names
     * @return the layer
     * @throws IllegalArgumentException if the architecture has no such tensors
     */
    public static Linear of(MetaParameters theta, String name) {
        return new Linear(theta.get(name + "/w"), theta.get(name + "/b"));
    }

    /**
     * Returns the number of inputs.
     *
     * @return the rows of W
     */
    public int inputs() {
        return weight.length / bias.length;
    }

    /**
     * Applies the layer to one vector.
     *
     * @param x as many values as W has rows
     * @return y, new
     */
    public float[] apply(float[] x) {
        float[] y = bias.clone();
        addProduct(x, 0, y);
        return y;
    }

    /**
     * Applies the layer with sums in double precision, for outputs whose last digit is felt later.
     *
     * @param x as many values as W has rows
     * @return y, new
     */
    public float[] applyExactly(float[] x) {
        double[] sums = new double[bias.length];
        for (int i = 0; i < x.length; i++) {
            for (int o = 0; o < sums.length; o++) {
                sums[o] += (double) x[i] * weight[i * sums.length + o];
            }
        }
        float[] y = new float[sums.length];
        for (int o = 0; o < y.length; o++) {
            y[o] = (float) sums[o] + bias[o];
        }
        return y;
    }

    /** Adds x times the rows from {@code firstRow}; rows are contiguous, so this vectorises. */
    void addProduct(float[] x, int firstRow, float[] y) {
        int outputs = bias.length;
        for (int i = 0; i < x.length; i++) {
            float xi = x[i];
            int row = (firstRow + i) * outputs;
            for (int o = 0; o < outputs; o++) {
                y[o] += xi * weight[row + o];
            }
        }
    }
}
