package org.djlcelo.metatrain.inner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.djlcelo.data.BatchSampler;
import org.djlcelo.data.FloatImages;
import org.djlcelo.kernel.AxisOrder;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.random.Key;
import org.djlcelo.random.KeyedRandom;

/**
 * A fully connected network of any depth on images: a classifier or an auto-encoder.
 *
 * <p>Weights are [in, out], each followed by its bias. {@link ImageMlpTask} is faster at the one
 * network that Celo is trained on.
 */
public final class DenseTask implements InnerTask {

    /** Losses count at most this many times that of a guess. */
    private static final double CLIP = 1.5;

    /** No squared error of two numbers in [0, 1] is larger. */
    private static final double LARGEST_SQUARE = 1;

    private final String name;
    private final FloatImages data;
    private final Network network;
    private final int[] sizes;
    private final List<TensorLayout> layouts = new ArrayList<>();
    private final BatchSampler sampler;

    /** What hidden units compute of their sum. */
    public enum Activation {
        /** max(0, x). */
        RELU,
        /** tanh x. */
        TANH
    }

    /** What a network is to give. */
    public enum Goal {
        /** The image's class: softmax cross-entropy. */
        CLASS,
        /** The image itself: the mean squared error of sigmoid outputs. */
        IMAGE
    }

    /**
     * A network without its input.
     *
     * @param hidden units of each hidden layer, none for a linear model
     * @param activation of the hidden units
     * @param goal what the outputs are to be
     * @param batch samples per batch
     */
    public record Network(List<Integer> hidden, Activation activation, Goal goal, int batch) {

        /** Copies the list. */
        public Network {
            hidden = List.copyOf(hidden);
        }
    }

    /**
     * Creates a task.
     *
     * @param name the name for metrics
     * @param data the training images, flattened to the network's input
     * @param network the network
     * @param key the random stream of the batches
     * @throws IllegalArgumentException if the data does not fill a batch
     */
    public DenseTask(String name, FloatImages data, Network network, Key key) {
        this.name = name;
        this.data = data;
        this.network = network;
        int inputs = data.shape().size();
        sizes = new int[network.hidden().size() + 2];
        sizes[0] = inputs;
        for (int i = 0; i < network.hidden().size(); i++) {
            sizes[i + 1] = network.hidden().get(i);
        }
        sizes[sizes.length - 1] = network.goal() == Goal.CLASS ? data.classes() : inputs;
        for (int i = 1; i < sizes.length; i++) {
            layouts.add(TensorLayout.of(new long[] {sizes[i - 1], sizes[i]}, AxisOrder.REFERENCE));
            layouts.add(TensorLayout.of(new long[] {sizes[i]}, AxisOrder.REFERENCE));
        }
        sampler = new BatchSampler(data.count(), network.batch(), key);
    }

    /** {@inheritDoc} */
    @Override
    public String name() {
        return name;
    }

    /** {@inheritDoc} */
    @Override
    public List<TensorLayout> layouts() {
        return List.copyOf(layouts);
    }

    /** {@inheritDoc} Weights: truncated normal times 1/sqrt(fan_in); biases: 0. */
    @Override
    public void initialise(KeyedRandom random, float[][] parameters) {
        for (int layer = 0; layer + 1 < sizes.length; layer++) {
            double scale = 1 / Math.sqrt(sizes[layer]);
            float[] weights = parameters[2 * layer];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (float) (scale * random.nextTruncatedGaussian());
            }
            Arrays.fill(parameters[2 * layer + 1], 0);
        }
    }

    /**
     * {@inheritDoc} Cross-entropy is clipped to [0, 1.5 ln classes], a squared error to [0, 1];
     * non-finite counts as the upper end.
     */
    @Override
    public double normalise(double loss) {
        double upper =
                network.goal() == Goal.CLASS ? CLIP * Math.log(data.classes()) : LARGEST_SQUARE;
        return Double.isFinite(loss) ? Math.max(0, Math.min(upper, loss)) : upper;
    }

    /** {@inheritDoc} */
    @Override
    public LossGradient newLossGradient() {
        return new DenseGradient(this);
    }

    Network network() {
        return network;
    }

    /** Units of each layer, inputs first. */
    int[] sizes() {
        return sizes.clone();
    }

    /** Copies the images of a batch, sample by sample, and their labels. */
    void batch(long number, int[] scratch, float[][] images, int[] labels) {
        sampler.indices(number, scratch);
        for (int b = 0; b < scratch.length; b++) {
            int start = scratch[b] * sizes[0];
            System.arraycopy(data.pixels(), start, images[b], 0, sizes[0]);
            labels[b] = data.labels()[scratch[b]];
        }
    }
}
