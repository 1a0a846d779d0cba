package org.djlcelo.metatrain.pes;

import org.djlcelo.random.Key;
import org.djlcelo.random.KeyedRandom;

/** Where perturbations come from. */
@FunctionalInterface
public interface Noise {

    /**
     * Writes the perturbation of one particle in one iteration; always the same for the same two
     * numbers.
     *
     * @param iteration the meta-iteration, from 0
     * @param particle the particle's number over all task families
     * @param into receives e
     */
    void fill(long iteration, int particle, float[] into);

    /**
     * Returns independent normal noise.
     *
     * @param key the random stream
     * @param sigma the standard deviation
     * @return the noise
     */
    static Noise gaussian(Key key, double sigma) {
        return (iteration, particle, into) -> {
            KeyedRandom random = key.with(iteration).with(particle).random();
            for (int i = 0; i < into.length; i++) {
                into[i] = (float) (sigma * random.nextGaussian());
            }
        };
    }
}
