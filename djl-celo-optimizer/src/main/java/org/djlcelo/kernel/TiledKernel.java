package org.djlcelo.kernel;

import java.nio.FloatBuffer;
import org.djlcelo.lopt.UpdateRule;

/**
 * The update rule in plain Java, in tiles that HotSpot vectorises.
 *
 * <p>Three passes over a tensor: statistics of the squared gradient per row and column; mean
 * squares of the channels; update. The middle pass brings the accumulators up to date without
 * storing them, the last one does it again and stores them, because recomputing is cheaper than
 * memory traffic. A tensor of rank 0 or 1 has no rows and columns and skips the first pass.
 *
 * <p>Agrees with {@link ScalarKernel} within rounding; the result doesn't depend on anything but
 * the arguments. Owns scratch memory of the size of the largest tensor's statistics.
 */
public final class TiledKernel implements CpuKernel {

    private final FactoredPasses factored = new FactoredPasses();
    private final FullPasses full = new FullPasses();

    /** {@inheritDoc} */
    @Override
    public boolean update(
            UpdateRule rule,
            TensorState state,
            FloatBuffer parameter,
            FloatBuffer gradient,
            GradientPolicy policy,
            float eta,
            float decay) {
        if (state.layout().size() == 0) {
            return true;
        }
        if (state.layout().isFactored()) {
            return factored.update(rule, state, parameter, gradient, policy, eta, decay);
        }
        return full.update(rule, state, parameter, gradient, policy, eta, decay);
    }

    /** {@inheritDoc} */
    @Override
    public void close() {
        // one thread, the caller's
    }
}
