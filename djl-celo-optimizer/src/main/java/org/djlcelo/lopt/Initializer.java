package org.djlcelo.lopt;

import java.util.random.RandomGenerator;

/**
 * Random meta-parameters, where meta-training starts (specification of meta-training, section 3.4).
 *
 * <p>Weights are normal, truncated at two standard deviations, times {@code 1/sqrt(fan_in)}; biases
 * and the LSTM's initial state are zero. The fan-in of the rule's first layer is all 30 channels
 * although its weights are stored in 14 blocks.
 */
public final class Initializer {

    private Initializer() {}

    /**
     * Draws meta-parameters.
     *
     * @param architecture what to draw
     * @param random the source of randomness; the same source gives the same values
     * @return the meta-parameters
     */
    public static MetaParameters random(Architecture architecture, RandomGenerator random) {
        float[] vector = new float[architecture.size()];
        for (TensorSpec tensor : architecture.tensors()) {
            if (tensor.shape().size() == 2) {
                double scale = 1 / Math.sqrt(fanIn(tensor));
                int offset = architecture.offset(tensor.name());
                for (int i = 0; i < tensor.size(); i++) {
                    vector[offset + i] = (float) (scale * truncatedNormal(random));
                }
            }
        }
        return new MetaParameters(architecture, vector);
    }

    private static int fanIn(TensorSpec tensor) {
        return tensor.name().contains("/w0__") ? Features.COUNT : tensor.shape().get(0);
    }

    private static double truncatedNormal(RandomGenerator random) {
        double draw;
        do {
            draw = random.nextGaussian();
        } while (Math.abs(draw) > 2);
        return draw;
    }
}
