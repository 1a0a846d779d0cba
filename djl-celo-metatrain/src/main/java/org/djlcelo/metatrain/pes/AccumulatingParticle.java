package org.djlcelo.metatrain.pes;

/** A particle with new noise in every truncation, which adds up over an episode: PES. */
final class AccumulatingParticle extends Particle {

    private final float[] noise;
    private final float[] perturbed;

    AccumulatingParticle(int number, Pair pair, int truncation, int parameters) {
        super(number, pair, truncation, parameters);
        noise = new float[parameters];
        perturbed = new float[parameters];
    }

    @Override
    void advance(float[] theta, long iteration, Noise source, Credit credit) {
        source.fill(iteration, number, noise);
        perturb(theta, 1, noise, perturbed);
        plus.unroll(perturbed, plusUnroll);
        perturb(theta, -1, noise, perturbed);
        minus.unroll(perturbed, minusUnroll);
        answer = credit.of(plusUnroll, minusUnroll);
    }

    /** Adds {@code scale (last A + new e)} and renews the accumulator A. */
    @Override
    void addGradient(double scale, double[] gradient) {
        double old = scale * answer.accumulated();
        double recent = scale * answer.newest();
        for (int i = 0; i < gradient.length; i++) {
            accumulated[i] += noise[i];
            gradient[i] += old * accumulated[i] + recent * noise[i];
        }
        if (answer.episodeEnded()) {
            System.arraycopy(noise, 0, accumulated, 0, noise.length);
        }
    }
}
