package org.djlcelo.metatrain.pes;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * The linear toy problem of {@code pes_toy.json}: its episode gradient is known in closed form.
 *
 * <p>Loss s^power before the update s ← a s + θ0 + θ1 cos k; T steps, then a restart step.
 */
final class ToyTrajectory implements Trajectory {

    private static final double DECAY = 0.9;

    private final int power;
    private final int length;
    private double s = 1;
    private int k;
    private int counter;
    private boolean done;

    ToyTrajectory(int power, int length, int firstCounter) {
        this.power = power;
        this.length = length;
        counter = firstCounter;
    }

    @Override
    public void unroll(float[] first, Supplier<float[]> later, Unroll into) {
        float[] parameters = first;
        for (int i = 0; i < into.length(); i++) {
            if (done) {
                s = 1;
                k = 0;
                counter = 0;
                done = false;
                into.restart(i);
                continue;
            }
            double loss = Math.pow(s, power);
            s = DECAY * s + parameters[0] + parameters[1] * Math.cos(k);
            k++;
            counter++;
            done = counter >= length;
            into.step(i, loss, done);
            parameters = done ? later.get() : parameters;
        }
    }

    double state() {
        return s;
    }

    int counter() {
        return counter;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeDouble(s);
        out.writeInt(k);
        out.writeInt(counter);
        out.writeBoolean(done);
    }

    @Override
    public void restore(DataInput in) throws IOException {
        s = in.readDouble();
        k = in.readInt();
        counter = in.readInt();
        done = in.readBoolean();
    }
}
