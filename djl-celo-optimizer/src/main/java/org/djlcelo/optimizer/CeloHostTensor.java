package org.djlcelo.optimizer;

import java.nio.FloatBuffer;
import java.util.Map;
import org.djlcelo.kernel.CpuKernel;
import org.djlcelo.kernel.GradientPolicy;
import org.djlcelo.kernel.TensorState;
import org.djlcelo.lopt.UpdateRule;

/**
 * Celo's state of one tensor in Java's memory.
 *
 * @param kernel computes the rule; shared by all tensors
 * @param rule the rule
 * @param state the accumulators
 */
record CeloHostTensor(CpuKernel kernel, UpdateRule rule, TensorState state) implements HostTensor {

    /** {@inheritDoc} */
    @Override
    public boolean update(
            FloatBuffer parameter,
            FloatBuffer gradient,
            GradientPolicy policy,
            float eta,
            float decay) {
        return kernel.update(rule, state, parameter, gradient, policy, eta, decay);
    }

    /** {@inheritDoc} */
    @Override
    public void zero(FloatBuffer gradient) {
        kernel.zero(gradient);
    }

    /** {@inheritDoc} */
    @Override
    public Map<String, float[]> arrays() {
        return state.arrays();
    }
}
