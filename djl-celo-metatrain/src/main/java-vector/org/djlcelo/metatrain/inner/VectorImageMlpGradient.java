package org.djlcelo.metatrain.inner;

import static org.djlcelo.metatrain.inner.VectorMath.LANES;
import static org.djlcelo.metatrain.inner.VectorMath.SPECIES;

import jdk.incubator.vector.FloatVector;
import org.djlcelo.matrix.Products;
import org.djlcelo.matrix.Products.Strided;

/**
 * Loss and gradient of {@link ImageMlpTask} with the Vector API.
 *
 * <p>Activations are kept as [sample][unit], so that both the images and the weights are used where
 * they are: the rows of every product are hidden units. Only the logits are transposed, for a
 * softmax over samples. Nothing is allocated per call.
 */
final class VectorImageMlpGradient implements LossGradient {

    private static final int BATCH = ImageMlpTask.BATCH;
    private static final int HIDDEN = ImageMlpTask.HIDDEN;

    private final ImageMlpTask task;
    private final int inputs;
    private final int classes;
    private final int paddedClasses;
    private final int[] indices = new int[BATCH];
    private final int[] labels = new int[BATCH];
    private final float[][] samples = new float[BATCH][];
    private final float[] images;
    private final float[] hidden = new float[BATCH * HIDDEN];
    private final float[] hiddenGradient = new float[BATCH * HIDDEN];
    private final float[] secondWeight;
    private final float[] secondBias;
    private final float[] logitsBySample;
    private final float[] logits;
    private final float[] noBias = new float[HIDDEN];
    private final Strided imageRows;
    private final Strided imageColumns;
    private final Strided hiddenRows = Strided.of(hidden, HIDDEN);
    private final Strided logitRows;
    private final Strided logitColumns;
    private final VectorSoftmax loss = new VectorSoftmax(BATCH);

    VectorImageMlpGradient(ImageMlpTask task) {
        this.task = task;
        inputs = task.inputs();
        classes = task.classes();
        paddedClasses = VectorMath.padded(classes);
        images = new float[BATCH * inputs];
        secondWeight = new float[HIDDEN * paddedClasses];
        secondBias = new float[paddedClasses];
        logitsBySample = new float[BATCH * paddedClasses];
        logits = new float[classes * BATCH];
        imageRows = Strided.of(images, inputs);
        imageColumns = Strided.transposed(images, inputs);
        logitRows = Strided.transposed(logits, BATCH);
        logitColumns = Strided.of(logits, BATCH);
    }

    /** Whether the layers are whole vectors on this machine. */
    static boolean isSupported() {
        return HIDDEN % (2 * LANES) == 0 && BATCH % LANES == 0;
    }

    @Override
    public double evaluate(float[][] parameters, long batch, float[][] gradients) {
        task.batch(batch, indices, samples, labels);
        for (int b = 0; b < BATCH; b++) {
            System.arraycopy(samples[b], 0, images, b * inputs, inputs);
        }
        Products.BEST.multiply(imageRows, parameters[0], inputs, parameters[1], hidden, BATCH);
        relu();
        computeLogits(parameters[2], parameters[3]);
        double value = loss.apply(logits, labels);
        Products.BEST.multiply(logitColumns, hidden, BATCH, noBias, gradients[2], classes);
        Products.BEST.multiply(logitRows, parameters[2], classes, noBias, hiddenGradient, BATCH);
        for (int j = 0; j < HIDDEN; j += LANES) {
            passWhereActive(j, gradients[1]);
        }
        Products.BEST.multiply(imageColumns, hiddenGradient, BATCH, noBias, gradients[0], inputs);
        for (int c = 0; c < classes; c++) {
            gradients[3][c] = VectorMath.sum(logits, c * BATCH, BATCH);
        }
        return value;
    }

    private void relu() {
        for (int i = 0; i < hidden.length; i += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, hidden, i);
            x.add(x.abs()).mul(0.5f).intoArray(hidden, i);
        }
    }

    private void computeLogits(float[] weight, float[] bias) {
        for (int c = 0; c < classes; c++) {
            for (int h = 0; h < HIDDEN; h++) {
                secondWeight[h * paddedClasses + c] = weight[c * HIDDEN + h];
            }
        }
        System.arraycopy(bias, 0, secondBias, 0, classes);
        Products.BEST.multiply(hiddenRows, secondWeight, HIDDEN, secondBias, logitsBySample, BATCH);
        for (int c = 0; c < classes; c++) {
            for (int b = 0; b < BATCH; b++) {
                logits[c * BATCH + b] = logitsBySample[b * paddedClasses + c];
            }
        }
    }

    /** Zeroes the gradient of inactive units and sums it over the samples. */
    private void passWhereActive(int j, float[] biasGradient) {
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int i = j; i < hidden.length; i += HIDDEN) {
            FloatVector g = FloatVector.fromArray(SPECIES, hiddenGradient, i);
            FloatVector active = FloatVector.fromArray(SPECIES, hidden, i).mul(Float.MAX_VALUE);
            g = g.mul(active.min(1));
            g.intoArray(hiddenGradient, i);
            sum = sum.add(g);
        }
        sum.intoArray(biasGradient, j);
    }
}
