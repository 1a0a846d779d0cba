package org.djlcelo.lopt;

import java.util.Arrays;
import org.djlcelo.matrix.Products;
import org.djlcelo.matrix.Products.Strided;

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
        float[] y = new float[bias.length];
        Products.BEST.multiply(Strided.of(x, x.length), weight, x.length, bias, y, 1);
        return y;
    }

    /**
     * Applies the layer to several vectors.
     *
     * @param x the vectors, [rows][inputs]
     * @return y of each, new
     */
    public float[][] apply(float[][] x) {
        int inputs = inputs();
        int outputs = bias.length;
        float[] rows = new float[x.length * inputs];
        for (int r = 0; r < x.length; r++) {
            System.arraycopy(x[r], 0, rows, r * inputs, inputs);
        }
        float[] y = new float[x.length * outputs];
        Products.BEST.multiply(Strided.of(rows, inputs), weight, inputs, bias, y, x.length);
        float[][] split = new float[x.length][];
        for (int r = 0; r < x.length; r++) {
            split[r] = Arrays.copyOfRange(y, r * outputs, (r + 1) * outputs);
        }
        return split;
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
}
