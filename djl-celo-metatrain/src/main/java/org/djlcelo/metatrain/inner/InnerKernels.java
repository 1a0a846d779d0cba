package org.djlcelo.metatrain.inner;

import org.djlcelo.kernel.TensorState;

/**
 * What an inner step of meta-training spends its time on: gradient of the image networks, update
 * rule on small tensors, scheduler.
 *
 * <p>Everything that is made here has scratch memory of its own and is confined to one thread at a
 * time.
 */
interface InnerKernels {

    /** Returns the fastest that this JVM can run. */
    static InnerKernels best() {
        return KernelChoice.BEST;
    }

    /** Creates the evaluator of an image network. */
    LossGradient lossGradient(ImageMlpTask task);

    /**
     * Creates the update of a tensor.
     *
     * @param state its accumulators
     * @param units the hidden width of the rule's network
     */
    TensorUpdate tensorUpdate(TensorState state, int units);

    /** Creates a dense layer with weights of zero. */
    DenseLayer denseLayer(int inputs, int outputs);

    /**
     * Advances an LSTM from the sums of its gates.
     *
     * <p>haiku's equations: gates i, g, f, o in this order, 1 added to the forget gate.
     *
     * @param gates four times as many sums as there are units; destroyed
     * @param hidden the hidden state, changed
     * @param cell the cell state, changed
     */
    void advanceLstm(float[] gates, float[] hidden, float[] cell);
}
