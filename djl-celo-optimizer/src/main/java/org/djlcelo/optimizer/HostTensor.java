package org.djlcelo.optimizer;

import java.nio.FloatBuffer;
import java.util.Map;
import org.djlcelo.kernel.GradientPolicy;
import org.djlcelo.kernel.Zeros;

/** One tensor's optimizer state in Java's memory, with its update. */
interface HostTensor {

    /**
     * Updates the parameter and the state in place.
     *
     * @return false if the tensor was skipped for a NaN in its gradient
     */
    boolean update(
            FloatBuffer parameter,
            FloatBuffer gradient,
            GradientPolicy policy,
            float eta,
            float decay);

    /** Zeroes a gradient that has been used. */
    default void zero(FloatBuffer gradient) {
        Zeros.write(gradient, 0, gradient.limit());
    }

    /** The state by name, not copied: what is saved and restored. */
    Map<String, float[]> arrays();
}
