package org.djlcelo.metatrain.pes;

/** How long a perturbation is in use. */
public enum NoiseRenewal {
    /** For one truncation; an episode's losses are credited to the sum of its perturbations. */
    EVERY_TRUNCATION {
        @Override
        Particle particle(int number, Pair pair, int truncation, int parameters) {
            return new AccumulatingParticle(number, pair, truncation, parameters);
        }
    },
    /** For one episode, to which all of its losses are credited. */
    EVERY_EPISODE {
        @Override
        Particle particle(int number, Pair pair, int truncation, int parameters) {
            return new ReusingParticle(number, pair, truncation, parameters);
        }
    };

    /** Creates a particle; {@code number} is its number over all task families. */
    abstract Particle particle(int number, Pair pair, int truncation, int parameters);
}
