package org.djlcelo.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.djlcelo.kernel.ElementChannels;
import org.djlcelo.lopt.Linear;
import org.djlcelo.matrix.Products;
import org.djlcelo.matrix.Products.Strided;

/**
 * A rule's per-parameter network, dense layers with ReLUs between them, for a tile of elements.
 *
 * <p>Values are held channel by channel, so that every loop runs along the elements, and a layer is
 * a product {@code Wᵀ·X}. Inputs that are the same for all elements come last and are folded into
 * the first layer's bias.
 */
public final class ElementNetwork {

    /**
     * Elements that go through all layers at once: few enough to stay in the first-level cache,
     * whose lines long rows would compete for, and whole vectors, so that products have no rest.
     */
    private static final int STRIP = 64;

    private final List<Linear> layers;
    private final List<Strided> weights = new ArrayList<>();

    /** [layer]: its inputs, row by row; the last one: the outputs. */
    private final float[][] values;

    private final float[][] outputs;
    private final float[] firstBias;
    private int varying;

    /**
     * Creates a network.
     *
     * @param layers the layers from inputs to outputs; not copied
     */
    public ElementNetwork(List<Linear> layers) {
        this.layers = List.copyOf(layers);
        values = new float[layers.size() + 1][];
        values[0] = new float[layers.get(0).inputs() * STRIP];
        for (int l = 0; l < layers.size(); l++) {
            int units = layers.get(l).bias().length;
            weights.add(Strided.transposed(layers.get(l).weight(), units));
            values[l + 1] = new float[units * STRIP];
        }
        int last = layers.get(layers.size() - 1).bias().length;
        outputs = new float[last][ElementChannels.TILE];
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
        for (int start = 0; start < n; start += STRIP) {
            strip(x, start, Math.min(STRIP, n - start));
        }
        return outputs;
    }

    private void strip(float[][] x, int start, int n) {
        for (int i = 0; i < varying; i++) {
            System.arraycopy(x[i], start, values[0], i * STRIP, n);
        }
        apply(0, varying, firstBias);
        for (int l = 1; l < layers.size(); l++) {
            rectify(values[l]);
            apply(l, layers.get(l).inputs(), layers.get(l).bias());
        }
        float[] last = values[layers.size()];
        for (int o = 0; o < outputs.length; o++) {
            System.arraycopy(last, o * STRIP, outputs[o], start, n);
        }
    }

    private void apply(int l, int inputs, float[] bias) {
        float[] sums = values[l + 1];
        for (int o = 0; o < bias.length; o++) {
            Arrays.fill(sums, o * STRIP, (o + 1) * STRIP, bias[o]);
        }
        Products.BEST.add(weights.get(l), values[l], inputs, STRIP, sums, bias.length);
    }

    private static void rectify(float[] x) {
        for (int k = 0; k < x.length; k++) {
            x[k] = Math.max(0, x[k]);
        }
    }
}
