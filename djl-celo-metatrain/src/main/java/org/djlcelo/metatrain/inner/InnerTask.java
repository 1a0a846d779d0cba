package org.djlcelo.metatrain.inner;

import java.util.List;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.random.KeyedRandom;

/** An optimizee with its data; immutable and shared by threads. */
public interface InnerTask {

    /**
     * Returns the task's name, for metrics and messages.
     *
     * @return for instance {@code mnist}
     */
    String name();

    /**
     * Returns the shapes of the parameter tensors and which of their axes the update rule takes as
     * rows and columns.
     *
     * @return one layout per tensor, in the order of all arrays of parameters and gradients
     */
    List<TensorLayout> layouts();

    /**
     * Draws initial parameters.
     *
     * @param random the source of randomness
     * @param parameters receives them
     */
    void initialise(KeyedRandom random, float[][] parameters);

    /**
     * Returns the loss as the meta-objective counts it, so that one diverged run does not drown all
     * others.
     *
     * @param loss a training loss, possibly non-finite
     * @return a finite loss
     */
    double normalise(double loss);

    /**
     * Returns a new evaluator with working memory of its own.
     *
     * @return an evaluator for one thread at a time
     */
    LossGradient newLossGradient();
}
