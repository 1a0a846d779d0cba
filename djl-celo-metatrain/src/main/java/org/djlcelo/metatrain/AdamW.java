package org.djlcelo.metatrain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.djlcelo.metatrain.inner.Floats;

/**
 * AdamW with decoupled weight decay, which moves theta.
 *
 * <pre>
 *   M ← b1 M + (1-b1) G      V ← b2 V + (1-b2) G²
 *   θ ← θ - lr ( M/(1-b1^t) / (sqrt(V/(1-b2^t)) + eps) + decay θ )
 * </pre>
 *
 * <p>Loshchilov and Hutter, "Decoupled weight decay regularization" (ICLR 2019).
 */
final class AdamW {

    private static final double B1 = 0.9;
    private static final double B2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final double weightDecay;
    private final float[] first;
    private final float[] second;
    private int steps;

    AdamW(double weightDecay, int size) {
        this.weightDecay = weightDecay;
        first = new float[size];
        second = new float[size];
    }

    void step(float[] theta, float[] gradient, double learningRate) {
        steps++;
        double firstCorrection = 1 - Math.pow(B1, steps);
        double secondCorrection = 1 - Math.pow(B2, steps);
        for (int i = 0; i < theta.length; i++) {
            double g = gradient[i];
            first[i] = (float) (B1 * first[i] + (1 - B1) * g);
            second[i] = (float) (B2 * second[i] + (1 - B2) * g * g);
            double direction =
                    first[i]
                            / firstCorrection
                            / (Math.sqrt(second[i] / secondCorrection) + EPSILON);
            theta[i] -= (float) (learningRate * (direction + weightDecay * theta[i]));
        }
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(steps);
        Floats.write(first, out);
        Floats.write(second, out);
    }

    void restore(DataInput in) throws IOException {
        steps = in.readInt();
        Floats.read(in, first);
        Floats.read(in, second);
    }
}
