package org.djlcelo.metatrain.inner;

import java.util.Arrays;

/**
 * Loss and gradient of {@link ImageMlpTask}, by hand.
 *
 * <p>Activations are kept as [unit][sample], so that every sum runs over contiguous samples; see
 * {@link Rows}. Nothing is allocated per call.
 */
final class ImageMlpGradient implements LossGradient {

    private static final int BATCH = ImageMlpTask.BATCH;
    private static final int HIDDEN = ImageMlpTask.HIDDEN;

    private final ImageMlpTask task;
    private final int[] indices = new int[BATCH];
    private final int[] labels = new int[BATCH];
    private final float[][] samples = new float[BATCH][];
    private final float[][] inputs;
    private final float[][] hidden = new float[HIDDEN][BATCH];
    private final float[][] hiddenGradient = new float[HIDDEN][BATCH];
    private final float[][] hiddenBySample = new float[BATCH][HIDDEN];
    private final float[][] outputs;
    private final float[][] firstGradient;
    private final float[][] secondGradient;
    private final SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy(BATCH);

    ImageMlpGradient(ImageMlpTask task) {
        this.task = task;
        inputs = new float[task.inputs()][BATCH];
        outputs = new float[task.classes()][BATCH];
        firstGradient = new float[HIDDEN][task.inputs()];
        secondGradient = new float[task.classes()][HIDDEN];
    }

    @Override
    public double evaluate(float[][] parameters, long batch, float[][] gradients) {
        task.batch(batch, indices, samples, labels);
        Rows.transpose(samples, inputs);
        forward(inputs, parameters[0], 1, HIDDEN, parameters[1], hidden);
        relu();
        forward(hidden, parameters[2], HIDDEN, 1, parameters[3], outputs);
        double value = loss.apply(outputs, labels);
        backward(parameters[2], gradients);
        return value;
    }

    /** {@code out[o] = b[o] + sum over i of w[o * outStride + i * inStride] in[i]}. */
    private static void forward(
            float[][] in, float[] w, int outStride, int inStride, float[] b, float[][] out) {
        for (int o = 0; o < out.length; o++) {
            Arrays.fill(out[o], b[o]);
            Rows.addWeighted(out[o], in, w, o * outStride, inStride);
        }
    }

    private void relu() {
        for (float[] row : hidden) {
            for (int b = 0; b < row.length; b++) {
                row[b] = Math.max(0, row[b]);
            }
        }
    }

    private void backward(float[] secondWeight, float[][] gradients) {
        Rows.transpose(hidden, hiddenBySample);
        for (int o = 0; o < outputs.length; o++) {
            Arrays.fill(secondGradient[o], 0);
            Rows.addWeighted(secondGradient[o], hiddenBySample, outputs[o], 0, 1);
            System.arraycopy(secondGradient[o], 0, gradients[2], o * HIDDEN, HIDDEN);
            gradients[3][o] = Rows.sum(outputs[o]);
        }
        for (int h = 0; h < HIDDEN; h++) {
            float[] g = hiddenGradient[h];
            Arrays.fill(g, 0);
            Rows.addWeighted(g, outputs, secondWeight, h, HIDDEN);
            passWhereActive(hidden[h], g);
            Arrays.fill(firstGradient[h], 0);
            Rows.addWeighted(firstGradient[h], samples, g, 0, 1);
            gradients[1][h] = Rows.sum(g);
        }
        Rows.transpose(firstGradient, gradients[0]);
    }

    /**
     * Zeroes the gradient of inactive units. The factor is min(1, huge * activation), exactly 0 or
     * 1 but for activations below 3e-39: a comparison would not vectorise.
     */
    private static void passWhereActive(float[] activation, float[] gradient) {
        for (int b = 0; b < gradient.length; b++) {
            gradient[b] *= Math.min(1, activation[b] * Float.MAX_VALUE);
        }
    }
}
