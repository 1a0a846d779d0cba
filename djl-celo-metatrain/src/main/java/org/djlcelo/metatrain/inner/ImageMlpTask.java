package org.djlcelo.metatrain.inner;

import java.util.Arrays;
import java.util.List;
import org.djlcelo.data.BatchSampler;
import org.djlcelo.data.FloatImages;
import org.djlcelo.kernel.AxisOrder;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.random.Key;
import org.djlcelo.random.KeyedRandom;

/**
 * An image classifier with one hidden layer of ReLU units: the optimizee that Celo is trained on.
 *
 * <p>With the default sizes, 64 grey pixels, 32 hidden units, 10 classes: 2410 parameters in the
 * tensors W1 [64, 32], b1 [32], W2 [10, 32], b2 [10], softmax cross-entropy, batches of 64
 * (specification of meta-training, section 1). W1 is [in, out] and W2 [out, in]: so the long axis
 * of both is that of the hidden units, which fills vector registers.
 */
public final class ImageMlpTask implements InnerTask {

    /** Hidden units of the reference's tasks. */
    public static final int HIDDEN = 32;

    /** Samples per batch of the reference's tasks. */
    public static final int BATCH = 64;

    /** Losses count at most this many times that of a guess. */
    private static final double CLIP = 1.5;

    private final String name;
    private final float[][] images;
    private final int[] labels;
    private final int inputs;
    private final int classes;
    private final List<TensorLayout> layouts;
    private final BatchSampler sampler;

    /**
     * Creates a task.
     *
     * @param name the name for metrics
     * @param data the training images, flattened to the network's input
     * @param key the random stream of the batches
     * @throws IllegalArgumentException if the data does not fill a batch
     */
    public ImageMlpTask(String name, FloatImages data, Key key) {
        this.name = name;
        inputs = data.shape().size();
        classes = data.classes();
        labels = data.labels();
        layouts =
                List.of(
                        // [in, out], as the reference's
                        TensorLayout.of(new long[] {inputs, HIDDEN}, AxisOrder.REFERENCE),
                        TensorLayout.of(new long[] {HIDDEN}, AxisOrder.REFERENCE),
                        // [out, in], as DJL's
                        TensorLayout.of(new long[] {classes, HIDDEN}, AxisOrder.DJL),
                        TensorLayout.of(new long[] {classes}, AxisOrder.DJL));
        images = new float[data.count()][];
        for (int i = 0; i < images.length; i++) {
            images[i] = Arrays.copyOfRange(data.pixels(), i * inputs, (i + 1) * inputs);
        }
        sampler = new BatchSampler(images.length, BATCH, key);
    }

    /** {@inheritDoc} */
    @Override
    public String name() {
        return name;
    }

    /** {@inheritDoc} */
    @Override
    public List<TensorLayout> layouts() {
        return layouts;
    }

    /** {@inheritDoc} Weights: truncated normal times 1/sqrt(fan_in); biases: 0. */
    @Override
    public void initialise(KeyedRandom random, float[][] parameters) {
        drawWeights(random, inputs, parameters[0]);
        Arrays.fill(parameters[1], 0);
        drawWeights(random, HIDDEN, parameters[2]);
        Arrays.fill(parameters[3], 0);
    }

    private static void drawWeights(KeyedRandom random, int fanIn, float[] weights) {
        double scale = 1 / Math.sqrt(fanIn);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (scale * random.nextTruncatedGaussian());
        }
    }

    /** {@inheritDoc} Clipped to [0, 1.5 ln classes]; non-finite counts as the upper end. */
    @Override
    public double normalise(double loss) {
        double upper = CLIP * Math.log(classes);
        return Double.isFinite(loss) ? Math.max(0, Math.min(upper, loss)) : upper;
    }

    /** {@inheritDoc} */
    @Override
    public LossGradient newLossGradient() {
        return InnerKernels.best().lossGradient(this);
    }

    int inputs() {
        return inputs;
    }

    int classes() {
        return classes;
    }

    /** Points to the images and labels of a batch, without copying pixels. */
    void batch(long number, int[] scratch, float[][] batchImages, int[] batchLabels) {
        sampler.indices(number, scratch);
        for (int b = 0; b < scratch.length; b++) {
            batchImages[b] = images[scratch[b]];
            batchLabels[b] = labels[scratch[b]];
        }
    }
}
