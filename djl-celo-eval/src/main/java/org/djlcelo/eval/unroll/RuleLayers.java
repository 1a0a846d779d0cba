package org.djlcelo.eval.unroll;

import java.util.Arrays;
import org.djlcelo.lopt.RuleConstants;
import org.djlcelo.metatrain.inner.Exponential;
import org.djlcelo.metatrain.inner.Rows;

/**
 * What follows the first layer of the rule's network, over all parameters of a tensor: a hidden
 * layer and two outputs, which give the step:
 *
 * <pre>
 * p = p - 0.001 · out0 · exp(0.001 · out1)
 * </pre>
 */
final class RuleLayers {

    private final Dot dot = new Dot();

    static final float MULTIPLIER = RuleConstants.CELO.stepMultiplier();

    private final float[][] outputs;
    private final float[][] secondAdjoint;
    private final float[][] firstAdjoint;

    RuleLayers(int size) {
        outputs = new float[Theta.OUTPUTS][size];
        secondAdjoint = new float[Theta.WIDTH][size];
        firstAdjoint = new float[Theta.WIDTH][size];
    }

    /** Computes what follows from the first layer's outputs. */
    void forward(Theta theta, TensorPass now) {
        for (int unit = 0; unit < Theta.WIDTH; unit++) {
            float[] out = now.shared.second[unit];
            Arrays.fill(out, theta.secondBias(unit));
            Rows.addWeighted(out, now.first, theta.second, unit * Theta.WIDTH, 1);
            Lanes.relu(out);
        }
        output(theta, now, 0, now.shared.direction);
        output(theta, now, 1, now.shared.magnitude);
        Exponential.replace(now.shared.magnitude, MULTIPLIER);
    }

    private static void output(Theta theta, TensorPass now, int output, float[] out) {
        Arrays.fill(out, theta.thirdBias(output));
        Rows.addWeighted(out, now.shared.second, theta.third, output * Theta.WIDTH, 1);
    }

    /**
     * Goes back to the first layer's sums.
     *
     * @param parameters the adjoint of the new parameters
     * @return [WIDTH][size], the adjoint of the sums before the activation
     */
    float[][] backward(
            Theta theta, Theta.Gradient gradient, int time, TensorPass now, float[] parameters) {
        throughStep(parameters, now.shared.direction, now.shared.magnitude, outputs[0], outputs[1]);
        for (int output = 0; output < Theta.OUTPUTS; output++) {
            gradient.addThirdBias(output, Rows.sum(outputs[output]));
            for (int unit = 0; unit < Theta.WIDTH; unit++) {
                gradient.addThird(output, unit, dot.of(outputs[output], now.shared.second[unit]));
            }
        }
        float[] third = theta.third;
        for (int unit = 0; unit < Theta.WIDTH; unit++) {
            float[] adjoint = secondAdjoint[unit];
            weighTwo(adjoint, outputs[0], outputs[1], third[unit], third[Theta.WIDTH + unit]);
            Lanes.passWhereActive(adjoint, now.shared.second[unit]);
            gradient.addSecondBias(unit, Rows.sum(adjoint));
            for (int input = 0; input < Theta.WIDTH; input++) {
                gradient.addSecond(unit, input, dot.of(adjoint, now.first[input]));
            }
        }
        for (int unit = 0; unit < Theta.WIDTH; unit++) {
            float[] adjoint = firstAdjoint[unit];
            Arrays.fill(adjoint, 0);
            Rows.addWeighted(adjoint, secondAdjoint, theta.second, unit, Theta.WIDTH);
            Lanes.passWhereActive(adjoint, now.first[unit]);
            gradient.addFirstBias(unit, time, Rows.sum(adjoint));
        }
        return firstAdjoint;
    }

    private static void throughStep(
            float[] parameters, float[] direction, float[] magnitude, float[] out0, float[] out1) {
        for (int i = 0; i < out0.length; i++) {
            out0[i] = -MULTIPLIER * parameters[i] * magnitude[i];
        }
        for (int i = 0; i < out1.length; i++) {
            out1[i] = MULTIPLIER * direction[i] * out0[i];
        }
    }

    /** out = w0 · x0 + w1 · x1. */
    private static void weighTwo(float[] out, float[] x0, float[] x1, float w0, float w1) {
        for (int i = 0; i < out.length; i++) {
            out[i] = w0 * x0[i] + w1 * x1[i];
        }
    }
}
