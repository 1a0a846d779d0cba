package org.djlcelo.eval.unroll;

import java.util.Arrays;
import org.djlcelo.family.AdafacMlp;

/**
 * The learned optimizer's parameters during one pass.
 *
 * <p>In order: decay offsets (3 of momenta, 1 of the second moment, 3 of factored second moments),
 * then weights [out, in] and bias of each of the three layers 39-4-4-2. The first layer's inputs
 * are the {@link Channel features}, then the times.
 */
final class Theta {

    /** Momenta, and factored second moments. */
    static final int DECAYS = 3;

    /** Units of both hidden layers. */
    static final int WIDTH = 4;

    static final int OUTPUTS = 2;

    static final int FIRST_INPUTS = Channel.FEATURES + TimeFeatures.COUNT;

    private static final int MOMENTUM = 0;
    private static final int SQUARE = MOMENTUM + DECAYS;
    private static final int FACTORED = SQUARE + 1;
    private static final int FIRST = FACTORED + DECAYS;
    private static final int FIRST_BIAS = FIRST + WIDTH * FIRST_INPUTS;
    private static final int SECOND = FIRST_BIAS + WIDTH;
    private static final int SECOND_BIAS = SECOND + WIDTH * WIDTH;
    private static final int THIRD = SECOND_BIAS + WIDTH;
    private static final int THIRD_BIAS = THIRD + OUTPUTS * WIDTH;
    static final int SIZE = THIRD_BIAS + OUTPUTS;

    private final float[] values;
    private final TimeFeatures times;
    final Decay[] momentum = new Decay[DECAYS];
    final Decay square;
    final Decay[] factored = new Decay[DECAYS];

    /** The second layer's weights, [WIDTH, WIDTH]. */
    final float[] second;

    /** The output layer's weights, [OUTPUTS, WIDTH]. */
    final float[] third;

    Theta(float[] values, TimeFeatures times) {
        if (values.length != SIZE) {
            throw new IllegalArgumentException(
                    "Adafac-MLP has " + SIZE + " parameters, not " + values.length + ".");
        }
        this.values = values;
        this.times = times;
        for (int k = 0; k < DECAYS; k++) {
            momentum[k] = Decay.of(AdafacMlp.DECAYS.get(k), values[MOMENTUM + k]);
            factored[k] = Decay.of(AdafacMlp.DECAYS.get(k), values[FACTORED + k]).within01();
        }
        second = Arrays.copyOfRange(values, SECOND, SECOND_BIAS);
        third = Arrays.copyOfRange(values, THIRD, THIRD_BIAS);
        square = Decay.of(AdafacMlp.SQUARE_DECAY, values[SQUARE]).within01();
    }

    float first(int unit, int input) {
        return values[FIRST + unit * FIRST_INPUTS + input];
    }

    /**
     * The first layer's bias with what the time features, which no parameter changes, add to it.
     */
    float firstBias(int unit, int time) {
        double sum = values[FIRST_BIAS + unit];
        for (int i = 0; i < TimeFeatures.COUNT; i++) {
            sum += times.get(time, i) * first(unit, Channel.FEATURES + i);
        }
        return (float) sum;
    }

    float secondBias(int unit) {
        return values[SECOND_BIAS + unit];
    }

    float thirdBias(int output) {
        return values[THIRD_BIAS + output];
    }

    /** The derivative of the outer loss by the parameters, being summed. */
    final class Gradient {

        private final double[] sums = new double[SIZE];

        void addMomentum(int k, double adjointOfDecay) {
            sums[MOMENTUM + k] += momentum[k].slope() * adjointOfDecay;
        }

        void addSquare(double adjointOfDecay) {
            sums[SQUARE] += square.slope() * adjointOfDecay;
        }

        void addFactored(int k, double adjointOfDecay) {
            sums[FACTORED + k] += factored[k].slope() * adjointOfDecay;
        }

        void addFirst(int unit, int input, double adjoint) {
            sums[FIRST + unit * FIRST_INPUTS + input] += adjoint;
        }

        void addFirstBias(int unit, int time, double adjoint) {
            sums[FIRST_BIAS + unit] += adjoint;
            for (int i = 0; i < TimeFeatures.COUNT; i++) {
                addFirst(unit, Channel.FEATURES + i, times.get(time, i) * adjoint);
            }
        }

        void addSecond(int unit, int input, double adjoint) {
            sums[SECOND + unit * WIDTH + input] += adjoint;
        }

        void addSecondBias(int unit, double adjoint) {
            sums[SECOND_BIAS + unit] += adjoint;
        }

        void addThird(int output, int input, double adjoint) {
            sums[THIRD + output * WIDTH + input] += adjoint;
        }

        void addThirdBias(int output, double adjoint) {
            sums[THIRD_BIAS + output] += adjoint;
        }

        float[] toArray() {
            float[] gradient = new float[SIZE];
            for (int i = 0; i < SIZE; i++) {
                gradient[i] = (float) sums[i];
            }
            return gradient;
        }
    }
}
