package org.djlcelo.family;

import java.util.List;
import org.djlcelo.kernel.ElementChannels;
import org.djlcelo.lopt.Linear;

/**
 * A rule's per-parameter network, dense layers with ReLUs between them, for a tile of elements.
 *
 * <p>Values are held channel by channel, so that every loop runs along the elements. Inputs that
 * are the same for all elements come last and are folded into the first layer's bias.
 */
public final class ElementNetwork {

    private final List<Linear> layers;
    private final float[][][] values;
    private final float[] firstBias;
    private int varying;

    /**
     * Creates a network.
     *
     * @param layers the layers from inputs to outputs; not copied
     */
    public ElementNetwork(List<Linear> layers) {
        this.layers = List.copyOf(layers);
        values = new float[layers.size()][][];
        for (int l = 0; l < values.length; l++) {
            values[l] = new float[layers.get(l).bias().length][ElementChannels.TILE];
        }
        firstBias = layers.get(0).bias().clone();
        varying = layers.get(0).inputs();
    }

    /**
     * Sets the inputs that are the same for all elements.
     *
     * @param inputs the values of the last inputs
     */
    public void fix(float[] inputs) {
        Linear first = layers.get(0);
        varying = first.inputs() - inputs.length;
        int units = firstBias.length;
        System.arraycopy(first.bias(), 0, firstBias, 0, units);
        for (int i = 0; i < inputs.length; i++) {
            for (int o = 0; o < units; o++) {
                firstBias[o] += inputs[i] * first.weight()[(varying + i) * units + o];
            }
        }
    }

    /**
     * Applies the network.
     *
     * @param x the inputs that vary, [channel][element]
     * @param n the number of elements, at most {@link ElementChannels#TILE}
     * @return the outputs, [output][element]; overwritten by the next call
     */
    public float[][] apply(float[][] x, int n) {
        float[][] in = x;
        for (int l = 0; l < values.length; l++) {
            float[] bias = l == 0 ? firstBias : layers.get(l).bias();
            int inputs = l == 0 ? varying : layers.get(l).inputs();
            for (int o = 0; o < bias.length; o++) {
                float[] out = values[l][o];
                sum(layers.get(l), bias[o], inputs, o, in, out, n);
                if (l < values.length - 1) {
                    rectify(out, n);
                }
            }
            in = values[l];
        }
        return in;
    }

    private static void sum(
            Linear layer, float bias, int inputs, int o, float[][] in, float[] out, int n) {
        float[] w = layer.weight();
        int units = layer.bias().length;
        for (int k = 0; k < n; k++) {
            out[k] = bias;
        }
        int i = 0;
        // four inputs at once quarter the traffic of sums
        for (; i + 3 < inputs; i += 4) {
            int at = i * units + o;
            addFour(out, in, i, w[at], w[at + units], w[at + 2 * units], w[at + 3 * units], n);
        }
        for (; i < inputs; i++) {
            add(out, in[i], w[i * units + o], n);
        }
    }

    private static void addFour(
            float[] out, float[][] in, int i, float w0, float w1, float w2, float w3, int n) {
        float[] a = in[i];
        float[] b = in[i + 1];
        float[] c = in[i + 2];
        float[] d = in[i + 3];
        for (int k = 0; k < n; k++) {
            out[k] += a[k] * w0 + b[k] * w1 + (c[k] * w2 + d[k] * w3);
        }
    }

    private static void add(float[] out, float[] a, float w, int n) {
        for (int k = 0; k < n; k++) {
            out[k] += a[k] * w;
        }
    }

    private static void rectify(float[] out, int n) {
        for (int k = 0; k < n; k++) {
            out[k] = Math.max(0, out[k]);
        }
    }
}
