package org.djlcelo.metatrain.pes;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * An antithetic pair of trajectories with the noise that it has gathered since its episode began.
 *
 * <p>{@link #advance} is the expensive half and may run on any thread; {@link #addGradient} is
 * cheap and called in a fixed order, so that sums don't depend on threads.
 */
final class Particle {

    private final int number;
    private final Trajectory plus;
    private final Trajectory minus;
    private final Unroll plusUnroll;
    private final Unroll minusUnroll;
    private final float[] noise;
    private final float[] perturbed;
    private final float[] accumulated;
    private Credit.Answer answer;

    Particle(int number, Pair pair, int truncation, int parameters) {
        this.number = number;
        this.plus = pair.plus();
        this.minus = pair.minus();
        plusUnroll = new Unroll(truncation);
        minusUnroll = new Unroll(truncation);
        noise = new float[parameters];
        perturbed = new float[parameters];
        accumulated = new float[parameters];
    }

    /** Runs both trajectories for one truncation under theta + e and theta - e. */
    void advance(float[] theta, long iteration, Noise source, Credit credit) {
        source.fill(iteration, number, noise);
        for (int i = 0; i < theta.length; i++) {
            perturbed[i] = theta[i] + noise[i];
        }
        plus.unroll(perturbed, plusUnroll);
        for (int i = 0; i < theta.length; i++) {
            perturbed[i] = theta[i] - noise[i];
        }
        minus.unroll(perturbed, minusUnroll);
        answer = credit.of(plusUnroll, minusUnroll);
    }

    /** Adds {@code scale (last A + new e)} and renews the accumulator A. */
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

    double meanLoss() {
        return answer.meanLoss();
    }

    float[] accumulated() {
        return accumulated.clone();
    }

    void save(DataOutput out) throws IOException {
        for (float a : accumulated) {
            out.writeFloat(a);
        }
        plus.save(out);
        minus.save(out);
    }

    void restore(DataInput in) throws IOException {
        for (int i = 0; i < accumulated.length; i++) {
            accumulated[i] = in.readFloat();
        }
        plus.restore(in);
        minus.restore(in);
    }
}
