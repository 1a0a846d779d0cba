package org.djlcelo.kernel;

import java.nio.FloatBuffer;
import org.djlcelo.lopt.UpdateRule;

/**
 * Computes an update rule on memory that Java can address.
 *
 * <p>An instance owns scratch memory and the threads that share large tensors: use it from one
 * thread at a time.
 */
public interface CpuKernel extends AutoCloseable {

    /**
     * Updates one tensor and its accumulators in place.
     *
     * @param rule the rule
     * @param state the tensor's accumulators
     * @param parameter the values, row-major, from index 0
     * @param gradient the gradient, same layout; not changed
     * @param policy what is done to the gradient first
     * @param eta multiplies the step; 1 for the rule alone
     * @param decay the share of the old value that is subtracted as well (decoupled weight decay)
     * @return false if the gradient has a NaN and the policy is to skip; nothing has changed then
     */
    boolean update(
            UpdateRule rule,
            TensorState state,
            FloatBuffer parameter,
            FloatBuffer gradient,
            GradientPolicy policy,
            float eta,
            float decay);

    /**
     * Updates one tensor as the reference does.
     *
     * @param rule the rule
     * @param state the tensor's accumulators
     * @param parameter the values, row-major
     * @param gradient the gradient
     * @param eta multiplies the step
     */
    default void update(
            UpdateRule rule,
            TensorState state,
            FloatBuffer parameter,
            FloatBuffer gradient,
            float eta) {
        update(rule, state, parameter, gradient, GradientPolicy.OFFICIAL, eta, 0);
    }

    /**
     * Zeroes a gradient that has been used.
     *
     * @param gradient the gradient, from index 0
     */
    default void zero(FloatBuffer gradient) {
        Zeros.write(gradient, 0, gradient.limit());
    }

    /** Ends the kernel's threads. Closing again does nothing. */
    @Override
    void close();
}
