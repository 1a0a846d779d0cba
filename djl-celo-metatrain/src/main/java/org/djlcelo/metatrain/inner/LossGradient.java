package org.djlcelo.metatrain.inner;

/** Evaluates one inner task; holds working memory, so one thread at a time. */
@FunctionalInterface
public interface LossGradient {

    /**
     * Computes the mean loss of a batch and its gradient.
     *
     * @param parameters the parameter tensors
     * @param batch the number of the batch; the same number is always the same data
     * @param gradients receives the gradient, shaped like the parameters
     * @return the loss, possibly non-finite
     */
    double evaluate(float[][] parameters, long batch, float[][] gradients);
}
