package org.djlcelo.lopt;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The per-parameter network of an update rule: 30 inputs, two ReLU layers, outputs d and q.
 *
 * <p>Matrices are [in, out], row-major; {@code y = x·W + b}. The reference has a third output that
 * nothing reads.
 */
public final class Mlp {

    private final int width;
    private final float[] w0;
    private final float[] b0;
    private final float[] w1;
    private final float[] b1;
    private final float[] w2;
    private final float[] b2;

    /**
     * Creates a network.
     *
     * @param first 30 inputs to the first hidden layer
     * @param second the first hidden layer to the second
     * @param output the second hidden layer to the outputs, at least two
     */
    public Mlp(Linear first, Linear second, Linear output) {
        w0 = first.weight();
        b0 = first.bias();
        w1 = second.weight();
        b1 = second.bias();
        w2 = output.weight();
        b2 = output.bias();
        width = b0.length;
    }

    /**
     * Takes the network out of meta-parameters.
     *
     * @param theta meta-parameters of an architecture with an update rule
     * @return the network
     * @throws IllegalArgumentException if the architecture has none
     */
    public static Mlp of(MetaParameters theta) {
        return bank(theta, 1).get(0);
    }

    /**
     * Takes a bank of networks out of meta-parameters.
     *
     * @param theta meta-parameters of an architecture with such a bank
     * @param count how many networks it holds: the length of the leading axis of the rule's tensors
     * @return the networks
     * @throws IllegalArgumentException if the architecture has none
     */
    public static List<Mlp> bank(MetaParameters theta, int count) {
        return IntStream.range(0, count).mapToObj(j -> new Mlp(theta, j, count)).toList();
    }

    private Mlp(MetaParameters theta, int j, int count) {
        b0 = entry(theta, "b0", j, count);
        width = b0.length;
        w0 = new float[Features.COUNT * width];
        int row = 0;
        for (int group = 0; group < Features.GROUP_CHANNELS.length; group++) {
            float[] block = entry(theta, "w0__" + group, j, count);
            System.arraycopy(block, 0, w0, row * width, block.length);
            row += Features.GROUP_CHANNELS[group];
        }
        w1 = entry(theta, "w1", j, count);
        b1 = entry(theta, "b1", j, count);
        w2 = entry(theta, "w2", j, count);
        b2 = entry(theta, "b2", j, count);
    }

    private static float[] entry(MetaParameters theta, String name, int j, int count) {
        float[] all = theta.get(NamedTensors.RULE_PREFIX + "~/" + name);
        int length = all.length / count;
        return Arrays.copyOfRange(all, j * length, (j + 1) * length);
    }

    /**
     * Returns the layers from the inputs to the outputs.
     *
     * @return three layers, not copied
     */
    public List<Linear> layers() {
        return List.of(new Linear(w0, b0), new Linear(w1, b1), new Linear(w2, b2));
    }

    /**
     * Returns the width of the hidden layers.
     *
     * @return the number of hidden units
     */
    public int width() {
        return width;
    }

    /**
     * Returns a weight of the first layer.
     *
     * @param channel the input channel, see {@link Features}
     * @param unit the hidden unit
     * @return the weight
     */
    public float w0(int channel, int unit) {
        return w0[channel * width + unit];
    }

    /**
     * Returns a bias of the first layer.
     *
     * @param unit the hidden unit
     * @return the bias
     */
    public float b0(int unit) {
        return b0[unit];
    }

    /**
     * Returns a weight of the second layer.
     *
     * @param in the unit of the first layer
     * @param out the unit of the second layer
     * @return the weight
     */
    public float w1(int in, int out) {
        return w1[in * width + out];
    }

    /**
     * Returns a bias of the second layer.
     *
     * @param unit the hidden unit
     * @return the bias
     */
    public float b1(int unit) {
        return b1[unit];
    }

    /**
     * Returns the number of outputs, of which a rule reads the first two.
     *
     * @return 3 for Celo
     */
    public int outputs() {
        return b2.length;
    }

    /**
     * Returns a weight of the output layer.
     *
     * @param in the unit of the second layer
     * @param output 0 for d, 1 for q
     * @return the weight
     */
    public float w2(int in, int output) {
        return w2[in * b2.length + output];
    }

    /**
     * Returns a bias of the output layer.
     *
     * @param output 0 for d, 1 for q
     * @return the bias
     */
    public float b2(int output) {
        return b2[output];
    }
}
