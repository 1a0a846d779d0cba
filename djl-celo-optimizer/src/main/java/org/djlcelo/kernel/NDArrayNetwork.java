package org.djlcelo.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.Features;
import org.djlcelo.lopt.Mlp;
import org.djlcelo.lopt.RuleConstants;

/**
 * The network of an update rule on a device, in the shapes that products with stacked channels
 * need.
 *
 * @param first [hidden, 30]: the 18 channels of an element, six of a row, six of a column
 * @param b0 [hidden, 1]
 * @param w1 [hidden, hidden]
 * @param b1 [hidden, 1]
 * @param w2 [2, hidden]: d and q times their multipliers
 * @param b2 [2, 1]: as w2
 */
public record NDArrayNetwork(
        NDArray first, NDArray b0, NDArray w1, NDArray b1, NDArray w2, NDArray b2) {

    /** Outputs that a rule reads. */
    private static final int OUTPUTS = 2;

    /** The channels that differ between elements, in the order in which kernels stack them. */
    private static final int[] ELEMENT = {
        Features.GRADIENT,
        Features.CLIPPED_GRADIENT,
        Features.PARAMETER,
        Features.MOMENTUM,
        Features.MOMENTUM + 1,
        Features.MOMENTUM + 2,
        Features.SECOND_MOMENT,
        Features.RSQRT_SECOND_MOMENT,
        Features.SCALED_GRADIENT,
        Features.SCALED_MOMENTUM,
        Features.SCALED_MOMENTUM + 1,
        Features.SCALED_MOMENTUM + 2,
        Features.FACTORED_GRADIENT,
        Features.FACTORED_GRADIENT + 1,
        Features.FACTORED_GRADIENT + 2,
        Features.FACTORED_MOMENTUM,
        Features.FACTORED_MOMENTUM + 1,
        Features.FACTORED_MOMENTUM + 2,
    };

    /** How many channels differ between elements. */
    static final int ELEMENT_CHANNELS = ELEMENT.length;

    private static final int[] CHANNELS = channels();

    private static int[] channels() {
        int[] statistics = {
            Features.ROW, Features.RSQRT_ROW, Features.COLUMN, Features.RSQRT_COLUMN,
        };
        int[] channels = new int[Features.COUNT];
        System.arraycopy(ELEMENT, 0, channels, 0, ELEMENT_CHANNELS);
        for (int i = ELEMENT_CHANNELS; i < channels.length; i++) {
            int k = i - ELEMENT_CHANNELS;
            channels[i] = statistics[k / Decays.TIMESCALES] + k % Decays.TIMESCALES;
        }
        return channels;
    }

    /**
     * Puts a network on a device.
     *
     * @param manager what owns the arrays
     * @param mlp the network
     * @param constants the multipliers of d and q
     * @return the same on the device
     */
    public static NDArrayNetwork of(NDManager manager, Mlp mlp, RuleConstants constants) {
        return of(manager.create(numbers(mlp, constants)), mlp.width());
    }

    /**
     * Returns the network whose numbers lie one after the other, as in {@link #numbers}.
     *
     * @param numbers all of them
     * @param width the width of the hidden layers
     * @return views of the numbers
     */
    public static NDArrayNetwork of(NDArray numbers, int width) {
        Shape[] shapes = {
            new Shape(width, Features.COUNT),
            new Shape(width, 1),
            new Shape(width, width),
            new Shape(width, 1),
            new Shape(OUTPUTS, width),
            new Shape(OUTPUTS, 1),
        };
        NDArray[] parts = new NDArray[shapes.length];
        long from = 0;
        for (int i = 0; i < parts.length; i++) {
            long to = from + shapes[i].size();
            parts[i] = numbers.get(from + ":" + to).reshape(shapes[i]);
            from = to;
        }
        return new NDArrayNetwork(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
    }

    /**
     * Returns all numbers of a network: linear in its weights, so that mixtures of networks are
     * mixtures of these.
     *
     * @param mlp the network
     * @param constants the multipliers of d and q
     * @return the six parts one after the other, each row-major
     */
    public static float[] numbers(Mlp mlp, RuleConstants constants) {
        int width = mlp.width();
        float[] multiplier = {constants.stepMultiplier(), constants.exponentMultiplier()};
        float[] numbers = new float[width * (CHANNELS.length + width + 2 + OUTPUTS) + OUTPUTS];
        int to = 0;
        for (int h = 0; h < width; h++) {
            for (int channel : CHANNELS) {
                numbers[to++] = mlp.w0(channel, h);
            }
        }
        for (int h = 0; h < width; h++) {
            numbers[to++] = mlp.b0(h);
        }
        for (int out = 0; out < width; out++) {
            for (int in = 0; in < width; in++) {
                numbers[to++] = mlp.w1(in, out);
            }
        }
        for (int h = 0; h < width; h++) {
            numbers[to++] = mlp.b1(h);
        }
        for (int o = 0; o < OUTPUTS; o++) {
            for (int in = 0; in < width; in++) {
                numbers[to++] = mlp.w2(in, o) * multiplier[o];
            }
        }
        for (int o = 0; o < OUTPUTS; o++) {
            numbers[to++] = mlp.b2(o) * multiplier[o];
        }
        return numbers;
    }

    /**
     * Returns the network with another bias of the first layer, for inputs that all elements share.
     *
     * @param bias [hidden, 1]
     * @return all else as it is
     */
    public NDArrayNetwork withFirstBias(NDArray bias) {
        return new NDArrayNetwork(first, bias, w1, b1, w2, b2);
    }

    /**
     * Applies all that follows the first layer's sums.
     *
     * @param first the sums with their bias, [..., hidden, elements]
     * @param zero a scalar
     * @return d and q times their multipliers, [..., 2, elements]
     */
    public NDArray finish(NDArray first, NDArray zero) {
        NDArray second = w1.matMul(first.maximum(zero)).addi(b1);
        return w2.matMul(second.maximum(zero)).addi(b2);
    }
}
