package org.djlcelo.lopt;

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

    private Mlp(MetaParameters theta, String prefix) {
        b0 = theta.get(prefix + "b0");
        width = b0.length;
        w0 = new float[Features.COUNT * width];
        int row = 0;
        for (int group = 0; group < Features.GROUP_CHANNELS.length; group++) {
            float[] block = theta.get(prefix + "w0__" + group);
            System.arraycopy(block, 0, w0, row * width, block.length);
            row += Features.GROUP_CHANNELS[group];
        }
        w1 = theta.get(prefix + "w1");
        b1 = theta.get(prefix + "b1");
        w2 = theta.get(prefix + "w2");
        b2 = theta.get(prefix + "b2");
    }

    static Mlp of(MetaParameters theta) {
        return new Mlp(theta, Architecture.RULE_PREFIX + "~/");
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
