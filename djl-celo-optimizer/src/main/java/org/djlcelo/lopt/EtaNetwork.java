package org.djlcelo.lopt;

/**
 * A way to compute the scheduler's network (specification, section 2.3).
 *
 * <p>{@link Scheduler} is one that suits a single run; meta-training, which steps many runs under
 * changing weights, has its own.
 */
@FunctionalInterface
public interface EtaNetwork {

    /**
     * Advances the LSTM by one step.
     *
     * @param features nine progress and nine loss features
     * @param hidden the LSTM's hidden state, changed
     * @param cell the LSTM's cell state, changed
     * @return η
     */
    float eta(float[] features, float[] hidden, float[] cell);
}
