package org.djlcelo.eval.unroll;

/** What the inner network keeps of a batch. */
final class MlpPass {

    /** [batch][IN], set before the pass. */
    final float[][] samples;

    /** [batch], set before the pass. */
    final int[] labels;

    /** [IN][batch], the samples transposed. */
    final float[][] inputs;

    /** [HIDDEN][batch], after the activation. */
    final float[][] hidden;

    /** [batch][HIDDEN], the same transposed. */
    final float[][] hiddenBySample;

    /** [HIDDEN][batch], the gradient of the loss by the sums before the activation. */
    final float[][] hiddenGradient;

    /** [OUT][batch], the gradient of the loss by the outputs, (softmax - y) / batch. */
    final float[][] outputGradient;

    /** The mean cross-entropy. */
    double loss;

    MlpPass(int batch) {
        samples = new float[batch][InnerMlp.IN];
        labels = new int[batch];
        inputs = new float[InnerMlp.IN][batch];
        hidden = new float[InnerMlp.HIDDEN][batch];
        hiddenBySample = new float[batch][InnerMlp.HIDDEN];
        hiddenGradient = new float[InnerMlp.HIDDEN][batch];
        outputGradient = new float[InnerMlp.OUT][batch];
    }
}
