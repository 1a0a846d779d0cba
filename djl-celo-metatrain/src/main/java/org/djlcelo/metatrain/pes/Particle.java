package org.djlcelo.metatrain.pes;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * An antithetic pair of trajectories with the noise that an episode's losses are credited to.
 *
 * <p>{@link #advance} is the expensive half and may run on any thread; {@link #addGradient} is
 * cheap and called in a fixed order, so that sums don't depend on threads.
 */
abstract class Particle {

    final int number;
    final Trajectory plus;
    final Trajectory minus;
    final Unroll plusUnroll;
    final Unroll minusUnroll;

    /** What the losses of the episode in progress are credited to. */
    final float[] accumulated;

    Credit.Answer answer;

    Particle(int number, Pair pair, int truncation, int parameters) {
        this.number = number;
        plus = pair.plus();
        minus = pair.minus();
        plusUnroll = new Unroll(truncation);
        minusUnroll = new Unroll(truncation);
        accumulated = new float[parameters];
    }

    /** Runs both trajectories for one truncation under theta plus and minus noise. */
    abstract void advance(float[] theta, long iteration, Noise source, Credit credit);

    /** Adds the scaled contribution of the last truncation; called once after each. */
    abstract void addGradient(double scale, double[] gradient);

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

    /** Writes {@code theta + sign·noise}. */
    static void perturb(float[] theta, float sign, float[] noise, float[] into) {
        for (int i = 0; i < theta.length; i++) {
            into[i] = theta[i] + sign * noise[i];
        }
    }
}
