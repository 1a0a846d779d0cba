package org.djlcelo.metatrain.pes;

import java.io.DataInput;
import java.io.IOException;

/**
 * A particle with one noise for a whole episode: noise-reuse evolution strategies (Li, Harrison,
 * Sohl-Dickstein, Smith and Metz, "Variance-reduced gradient estimation via noise-reuse in online
 * evolution strategies", NeurIPS 2023).
 *
 * <p>The paper's episodes end with a truncation. Here they end anywhere: an episode that begins
 * within a truncation takes new noise from there on.
 */
final class ReusingParticle extends Particle {

    private final float[] perturbed;

    /** The noise of the episode that begins in this truncation, if one does. */
    private final float[] next;

    private final float[] nextPerturbed;
    private boolean drawn;
    private boolean started;

    ReusingParticle(int number, Pair pair, int truncation, int parameters) {
        super(number, pair, truncation, parameters);
        perturbed = new float[parameters];
        next = new float[parameters];
        nextPerturbed = new float[parameters];
    }

    @Override
    void advance(float[] theta, long iteration, Noise source, Credit credit) {
        if (!started) {
            source.fill(iteration, number, accumulated);
            started = true;
        }
        drawn = false;
        advance(plus, theta, 1, iteration, source, plusUnroll);
        advance(minus, theta, -1, iteration, source, minusUnroll);
        answer = credit.of(plusUnroll, minusUnroll);
    }

    private void advance(
            Trajectory trajectory,
            float[] theta,
            float sign,
            long iteration,
            Noise source,
            Unroll into) {
        perturb(theta, sign, accumulated, perturbed);
        trajectory.unroll(
                perturbed,
                () -> {
                    draw(iteration, source);
                    perturb(theta, sign, next, nextPerturbed);
                    return nextPerturbed;
                },
                into);
    }

    /** Draws once for both trajectories; most truncations need no new noise. */
    private void draw(long iteration, Noise source) {
        if (!drawn) {
            // negative: the first episode of all has the noise of its iteration
            source.fill(-1 - iteration, number, next);
            drawn = true;
        }
    }

    /** Adds {@code scale (last e + new e')} and goes over to e' if an episode has ended. */
    @Override
    void addGradient(double scale, double[] gradient) {
        add(scale * answer.accumulated(), accumulated, gradient);
        if (answer.episodeEnded()) {
            add(scale * answer.newest(), next, gradient);
            System.arraycopy(next, 0, accumulated, 0, next.length);
        }
    }

    private static void add(double factor, float[] noise, double[] gradient) {
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] += factor * noise[i];
        }
    }

    @Override
    void restore(DataInput in) throws IOException {
        super.restore(in);
        started = true;
    }
}
