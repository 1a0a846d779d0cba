package org.djlcelo.eval.unroll;

/** What the inner network keeps of a batch. */
final class MlpPass {

    /** [HIDDEN][batch], after the activation. */
    final float[][] hidden;

    /** [OUT][batch], the gradient of the loss by the outputs, (softmax - y) / batch. */
    final float[][] outputGradient;

    /** The mean cross-entropy. */
    double loss;

    MlpPass(int batch) {
        hidden = new float[InnerMlp.HIDDEN][batch];
        outputGradient = new float[InnerMlp.OUT][batch];
    }
}
