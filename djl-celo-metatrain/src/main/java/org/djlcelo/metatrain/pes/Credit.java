package org.djlcelo.metatrain.pes;

/**
 * How a truncation's losses are credited: to the noise accumulated since the episode began, or to
 * the newest noise alone.
 */
@FunctionalInterface
public interface Credit {

    /**
     * Reduces a truncation of an antithetic pair to what the gradient needs.
     *
     * @param plus what the trajectory under theta + e reported
     * @param minus what the trajectory under theta - e reported
     * @return two scalars
     */
    Answer of(Unroll plus, Unroll minus);

    /**
     * What a particle answers: with the noise, which can be made again from its key, these two
     * numbers are a particle's whole contribution to the gradient.
     *
     * @param accumulated loss difference credited to the accumulated noise ("last")
     * @param newest loss difference credited to the newest noise ("new")
     * @param episodeEnded whether an episode ended, so that accumulation starts again
     * @param meanLoss mean loss of both trajectories over the steps that count
     */
    record Answer(double accumulated, double newest, boolean episodeEnded, double meanLoss) {}
}
