package org.djlcelo.metatrain.inner;

/** What moves the parameters of an inner run, with its state. */
public interface InnerOptimizer {

    /**
     * Starts a new run.
     *
     * @param totalSteps its planned number of steps
     */
    void restart(int totalSteps);

    /**
     * Makes one step.
     *
     * @param loss the loss before the step
     * @param parameters the tensors, changed
     * @param gradients the gradients, unchanged
     */
    void update(float loss, float[][] parameters, float[][] gradients);
}
