package org.djlcelo.metatrain.inner;

import java.util.Arrays;

/**
 * Loss and gradient of {@link DenseTask}, by hand.
 *
 * <p>Activations are kept as [unit][sample]; see {@link Rows}.
 */
final class DenseGradient implements LossGradient {

    private final DenseTask task;
    private final int[] sizes;
    private final int batch;
    private final int[] indices;
    private final int[] labels;
    private final float[][] images;
    private final SoftmaxCrossEntropy crossEntropy;

    /** Per layer, inputs first: activations, and the loss's gradient by the sums before them. */
    private final float[][][] activations;

    private final float[][][] deltas;

    /** Of one layer: its activations sample by sample, and one unit's weight gradient. */
    private final float[][][] bySample;

    private final float[][] column;

    DenseGradient(DenseTask task) {
        this.task = task;
        sizes = task.sizes();
        batch = task.network().batch();
        indices = new int[batch];
        labels = new int[batch];
        images = new float[batch][sizes[0]];
        crossEntropy = new SoftmaxCrossEntropy(batch);
        activations = new float[sizes.length][][];
        deltas = new float[sizes.length][][];
        bySample = new float[sizes.length][][];
        column = new float[sizes.length][];
        for (int layer = 0; layer < sizes.length; layer++) {
            activations[layer] = new float[sizes[layer]][batch];
            deltas[layer] = new float[sizes[layer]][batch];
            bySample[layer] = new float[batch][sizes[layer]];
            column[layer] = new float[sizes[layer]];
        }
    }

    @Override
    public double evaluate(float[][] parameters, long number, float[][] gradients) {
        task.batch(number, indices, images, labels);
        Rows.transpose(images, activations[0]);
        int last = sizes.length - 1;
        for (int layer = 1; layer <= last; layer++) {
            forward(layer, parameters[2 * layer - 2], parameters[2 * layer - 1]);
            if (layer < last) {
                activate(activations[layer]);
            }
        }
        double loss =
                task.network().goal() == DenseTask.Goal.CLASS ? classLoss(last) : imageLoss(last);
        for (int layer = last; layer > 0; layer--) {
            backward(layer, parameters[2 * layer - 2], gradients);
        }
        return loss;
    }

    private void forward(int layer, float[] weights, float[] bias) {
        float[][] out = activations[layer];
        for (int o = 0; o < out.length; o++) {
            Arrays.fill(out[o], bias[o]);
            Rows.addWeighted(out[o], activations[layer - 1], weights, o, out.length);
        }
    }

    private void activate(float[][] sums) {
        boolean tanh = task.network().activation() == DenseTask.Activation.TANH;
        for (float[] row : sums) {
            for (int b = 0; b < row.length; b++) {
                row[b] = tanh ? PlainKernels.tanh(row[b]) : Math.max(0, row[b]);
            }
        }
    }

    private double classLoss(int last) {
        for (int o = 0; o < sizes[last]; o++) {
            System.arraycopy(activations[last][o], 0, deltas[last][o], 0, batch);
        }
        return crossEntropy.apply(deltas[last], labels);
    }

    /** The mean of (σ(x) - image)², whose derivative is 2 (σ - image) σ (1 - σ). */
    private double imageLoss(int last) {
        double sum = 0;
        double share = 1.0 / ((double) batch * sizes[last]);
        for (int o = 0; o < sizes[last]; o++) {
            for (int b = 0; b < batch; b++) {
                double sigmoid = PlainKernels.sigmoid(activations[last][o][b]);
                double error = sigmoid - activations[0][o][b];
                sum += error * error;
                deltas[last][o][b] = (float) (2 * share * error * sigmoid * (1 - sigmoid));
            }
        }
        return sum * share;
    }

    private void backward(int layer, float[] weights, float[][] gradients) {
        float[][] delta = deltas[layer];
        float[][] inputs = bySample[layer - 1];
        Rows.transpose(activations[layer - 1], inputs);
        float[] sum = column[layer - 1];
        for (int o = 0; o < delta.length; o++) {
            Arrays.fill(sum, 0);
            Rows.addWeighted(sum, inputs, delta[o], 0, 1);
            for (int i = 0; i < sum.length; i++) {
                gradients[2 * layer - 2][i * delta.length + o] = sum[i];
            }
            gradients[2 * layer - 1][o] = Rows.sum(delta[o]);
        }
        if (layer > 1) {
            for (int i = 0; i < sizes[layer - 1]; i++) {
                float[] g = deltas[layer - 1][i];
                Arrays.fill(g, 0);
                Rows.addWeighted(g, delta, weights, i * delta.length, 1);
                multiplyBySlope(activations[layer - 1][i], g);
            }
        }
    }

    /** Both slopes follow from the activation itself. */
    private void multiplyBySlope(float[] activation, float[] gradient) {
        boolean tanh = task.network().activation() == DenseTask.Activation.TANH;
        for (int b = 0; b < gradient.length; b++) {
            float a = activation[b];
            gradient[b] *= tanh ? 1 - a * a : a > 0 ? 1 : 0;
        }
    }
}
