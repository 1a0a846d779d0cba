package org.djlcelo.eval.unroll;

import java.util.Arrays;
import org.djlcelo.metatrain.inner.Rows;
import org.djlcelo.metatrain.inner.SoftmaxCrossEntropy;

/**
 * The network that is trained, 64-32-10 with ReLU: its loss and gradient, and the derivative of
 * both.
 *
 * <p>With B samples x, activations h and softmax s:
 *
 * <pre>
 * d = (s - y) / B,   dW2 = dᵀ h,   dh = (d W2) where h &gt; 0,   dW1 = dhᵀ x
 * </pre>
 *
 * The biases' gradients are the sums of d and dh. Where h &gt; 0 counts as a constant, as in the
 * reference. Everything is kept as [unit][sample], so that sums run over contiguous samples.
 */
final class InnerMlp {

    static final int IN = 64;
    static final int HIDDEN = 32;
    static final int OUT = 10;

    /** The order of its tensors. */
    static final int FIRST = 0;

    static final int SECOND = 1;
    static final int FIRST_BIAS = 2;
    static final int SECOND_BIAS = 3;

    private final int batch;
    private final SoftmaxCrossEntropy crossEntropy;

    /** This step's samples and the same transposed, [IN][batch]. */
    private final float[][] samples;

    private final float[][] inputs;
    private final int[] labels;

    /** [batch][HIDDEN], a pass' activations transposed. */
    private final float[][] hiddenBySample;

    /** [HIDDEN][batch], the gradient of the loss by the sums before the activation. */
    private final float[][] hiddenGradient;

    private final float[] firstRow = new float[IN];
    private final float[] secondRow = new float[HIDDEN];
    private final float[][] hiddenGradientAdjoint;
    private final float[][] hiddenGradientAdjointBySample;
    private final float[][] outputAdjoint;
    private final float[][] hiddenAdjoint;
    private final float[] mean;
    private final float[] labelAdjoint;

    InnerMlp(int batch) {
        this.batch = batch;
        samples = new float[batch][IN];
        inputs = new float[IN][batch];
        labels = new int[batch];
        hiddenBySample = new float[batch][HIDDEN];
        hiddenGradient = new float[HIDDEN][batch];
        crossEntropy = new SoftmaxCrossEntropy(batch);
        hiddenGradientAdjoint = new float[HIDDEN][batch];
        hiddenGradientAdjointBySample = new float[batch][HIDDEN];
        outputAdjoint = new float[OUT][batch];
        hiddenAdjoint = new float[HIDDEN][batch];
        mean = new float[batch];
        labelAdjoint = new float[batch];
    }

    /** Rules for the four tensors, in their order. */
    static TensorRule[] rules() {
        return new TensorRule[] {
            TensorRule.ofMatrix(HIDDEN, IN),
            TensorRule.ofMatrix(OUT, HIDDEN),
            TensorRule.ofVector(HIDDEN),
            TensorRule.ofVector(OUT)
        };
    }

    /** Takes the batch of the step that is computed next, forward or backward. */
    void use(Episode episode, int step) {
        episode.batch(step, samples, labels);
        Rows.transpose(samples, inputs);
    }

    /** Computes loss and gradient. */
    void forward(MlpPass pass, TensorPass[] tensors) {
        float[] second = tensors[SECOND].parameter();
        for (int h = 0; h < HIDDEN; h++) {
            Arrays.fill(pass.hidden[h], tensors[FIRST_BIAS].parameter()[h]);
            Rows.addWeighted(pass.hidden[h], inputs, tensors[FIRST].parameter(), h * IN, 1);
            Lanes.relu(pass.hidden[h]);
        }
        for (int o = 0; o < OUT; o++) {
            Arrays.fill(pass.outputGradient[o], tensors[SECOND_BIAS].parameter()[o]);
            Rows.addWeighted(pass.outputGradient[o], pass.hidden, second, o * HIDDEN, 1);
        }
        pass.loss = crossEntropy.apply(pass.outputGradient, labels);
        Rows.transpose(pass.hidden, hiddenBySample);
        for (int h = 0; h < HIDDEN; h++) {
            Arrays.fill(hiddenGradient[h], 0);
            Rows.addWeighted(hiddenGradient[h], pass.outputGradient, second, h, HIDDEN);
            Lanes.passWhereActive(hiddenGradient[h], pass.hidden[h]);
        }
        for (TensorPass tensor : tensors) {
            Arrays.fill(tensor.gradient(), 0);
        }
        addLayer(
                hiddenGradient,
                samples,
                firstRow,
                tensors[FIRST].gradient(),
                tensors[FIRST_BIAS].gradient());
        addLayer(
                pass.outputGradient,
                hiddenBySample,
                secondRow,
                tensors[SECOND].gradient(),
                tensors[SECOND_BIAS].gradient());
    }

    /** Adds the product of output deltas and inputs to weights, and the deltas' sums to a bias. */
    private static void addLayer(
            float[][] deltas,
            float[][] inputsBySample,
            float[] row,
            float[] weights,
            float[] bias) {
        addProduct(deltas, inputsBySample, row, weights);
        for (int o = 0; o < deltas.length; o++) {
            bias[o] += Rows.sum(deltas[o]);
        }
    }

    /** Adds to row-major weights; the row is scratch of their width. */
    private static void addProduct(
            float[][] deltas, float[][] inputsBySample, float[] row, float[] weights) {
        for (int o = 0, at = 0; o < deltas.length; o++, at += row.length) {
            System.arraycopy(weights, at, row, 0, row.length);
            Rows.addWeighted(row, inputsBySample, deltas[o], 0, 1);
            System.arraycopy(row, 0, weights, at, row.length);
        }
    }

    /**
     * Adds to the parameters' adjoints what comes through loss and gradient.
     *
     * @param lossAdjoint the adjoint of the loss
     * @param gradients the adjoint of each tensor's gradient
     * @param parameters the adjoint of each tensor's parameters, added to
     */
    void backward(
            MlpPass pass,
            TensorPass[] tensors,
            float lossAdjoint,
            float[][] gradients,
            float[][] parameters) {
        Rows.transpose(pass.hidden, hiddenBySample);
        throughFirstGradient(pass, gradients[FIRST], gradients[FIRST_BIAS]);
        float[] second = tensors[SECOND].parameter();
        for (int o = 0; o < OUT; o++) {
            float[] adjoint = outputAdjoint[o];
            Arrays.fill(adjoint, gradients[SECOND_BIAS][o]);
            Rows.addWeighted(adjoint, hiddenGradientAdjoint, second, o * HIDDEN, 1);
            Rows.addWeighted(adjoint, pass.hidden, gradients[SECOND], o * HIDDEN, 1);
        }
        throughSoftmax(pass, lossAdjoint);
        for (int h = 0; h < HIDDEN; h++) {
            float[] adjoint = hiddenAdjoint[h];
            Arrays.fill(adjoint, 0);
            Rows.addWeighted(adjoint, pass.outputGradient, gradients[SECOND], h, HIDDEN);
            Rows.addWeighted(adjoint, outputAdjoint, second, h, HIDDEN);
            Lanes.passWhereActive(adjoint, pass.hidden[h]);
        }
        Rows.transpose(hiddenGradientAdjoint, hiddenGradientAdjointBySample);
        addLayer(hiddenAdjoint, samples, firstRow, parameters[FIRST], parameters[FIRST_BIAS]);
        addLayer(
                outputAdjoint,
                hiddenBySample,
                secondRow,
                parameters[SECOND],
                parameters[SECOND_BIAS]);
        addProduct(
                pass.outputGradient, hiddenGradientAdjointBySample, secondRow, parameters[SECOND]);
    }

    /** From dW1 and its bias' gradient to d W2, whose adjoint this becomes. */
    private void throughFirstGradient(MlpPass pass, float[] weights, float[] bias) {
        for (int h = 0; h < HIDDEN; h++) {
            float[] adjoint = hiddenGradientAdjoint[h];
            Arrays.fill(adjoint, bias[h]);
            Rows.addWeighted(adjoint, inputs, weights, h * IN, 1);
            Lanes.passWhereActive(adjoint, pass.hidden[h]);
        }
    }

    /**
     * From the adjoint a of d to that of the outputs, in place: s (a - Σ s a) / B + loss' share ·
     * d. The softmax s is B d, plus one at the label.
     */
    private void throughSoftmax(MlpPass pass, float lossAdjoint) {
        Arrays.fill(mean, 0);
        for (int o = 0; o < OUT; o++) {
            Lanes.addProduct(mean, outputAdjoint[o], pass.outputGradient[o]);
        }
        for (int b = 0; b < batch; b++) {
            float ofLabel = outputAdjoint[labels[b]][b] / batch;
            mean[b] += ofLabel;
            labelAdjoint[b] = ofLabel - mean[b];
        }
        for (int o = 0; o < OUT; o++) {
            centre(outputAdjoint[o], mean, pass.outputGradient[o], batch, lossAdjoint);
        }
        for (int b = 0; b < batch; b++) {
            outputAdjoint[labels[b]][b] += labelAdjoint[b];
        }
    }

    /** a = (a - n · mean + loss) · d. */
    private static void centre(float[] a, float[] mean, float[] d, float n, float loss) {
        for (int b = 0; b < a.length; b++) {
            a[b] = (a[b] - n * mean[b] + loss) * d[b];
        }
    }
}
