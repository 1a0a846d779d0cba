package org.djlcelo.lopt;

import java.util.random.RandomGenerator;

/**
 * Random meta-parameters, where meta-training starts (specification of meta-training, section 3.4).
 *
 * <p>Weights are normal, truncated at two standard deviations, times {@code 1/sqrt(fan_in)}; biases
 * and the LSTM's initial state are zero. The fan-in of the rule's first layer is all 30 channels
 * although its weights are stored in 14 blocks; of a bank of matrices each is drawn as if alone.
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
            if (isWeight(tensor)) {
                double scale = 1 / Math.sqrt(fanIn(tensor));
                int offset = architecture.offset(tensor.name());
                for (int i = 0; i < tensor.size(); i++) {
                    vector[offset + i] = (float) (scale * truncatedNormal(random));
                }
            }
        }
        return new MetaParameters(architecture, vector);
    }

    /** Not by rank alone: the biases of a bank of networks are a matrix, too. */
    private static boolean isWeight(TensorSpec tensor) {
        String name = tensor.name().substring(tensor.name().lastIndexOf('/') + 1);
        return tensor.shape().size() >= 2 && name.startsWith("w");
    }

    private static int fanIn(TensorSpec tensor) {
        return tensor.name().contains("/w0__")
                ? Features.COUNT
                : tensor.shape().get(tensor.shape().size() - 2);
    }

    /**
     * Draws from a normal distribution until the number is within two standard deviations.
     *
     * @param random the source of randomness
     * @return a number in [-2, 2], of standard deviation 0.8796
     */
    public static double truncatedNormal(RandomGenerator random) {
        double draw;
        do {
            draw = random.nextGaussian();
        } while (Math.abs(draw) > 2);
        return draw;
    }
}
