package org.djlcelo.kernel;

import java.nio.FloatBuffer;
import org.djlcelo.lopt.Features;
import org.djlcelo.lopt.Mlp;
import org.djlcelo.lopt.RuleConstants;
import org.djlcelo.lopt.UpdateRule;

/**
 * The update rule one element at a time, written like the formulas: the oracle of the other
 * kernels.
 *
 * <p>Section numbers are those of the specification. Sums run in double, everything else in
 * float32.
 */
public final class ScalarKernel implements CpuKernel {

    /** {@inheritDoc} */
    @Override
    public boolean update(
            UpdateRule rule,
            TensorState state,
            FloatBuffer parameter,
            FloatBuffer gradient,
            GradientPolicy policy,
            float eta,
            float decay) {
        float[] g = clip(rule, gradient, policy);
        if (policy.skipNaN() && hasNaN(g)) {
            return false;
        }
        UpdateTrace trace = trace(rule, state, parameter, g, eta);
        for (int i = 0; i < g.length; i++) {
            float p = parameter.get(i);
            parameter.put(i, p - decay * p - trace.step()[i]);
        }
        return true;
    }

    /** {@inheritDoc} */
    @Override
    public void close() {
        // one thread, the caller's
    }

    /**
     * Updates the accumulators and returns the step without taking it, with what led to it.
     *
     * @param rule the rule
     * @param state the tensor's accumulators, updated
     * @param p the parameter
     * @param g the gradient, clipped
     * @param eta multiplies the step
     * @return features, network outputs and step
     */
    public UpdateTrace trace(
            UpdateRule rule, TensorState state, FloatBuffer p, float[] g, float eta) {
        float[][] features = features(rule, state, p, g);
        float[][] normalized = normalize(rule, features, g.length);
        float[][] outputs = new float[g.length][];
        float[] step = new float[g.length];
        RuleConstants constants = rule.constants();
        float scale = scale(p, g.length, constants);
        for (int i = 0; i < g.length; i++) {
            outputs[i] = mlp(rule.mlp(), normalized[i]);
            double exponent = constants.exponentMultiplier() * outputs[i][1];
            // 2.7
            step[i] =
                    eta
                            * (outputs[i][0]
                                    * (scale * (float) Math.exp(exponent))
                                    * constants.stepMultiplier());
        }
        return new UpdateTrace(features, normalized, outputs, scale, step);
    }

    /**
     * Returns the gradient as the rule sees it (2.4).
     *
     * @param rule the rule
     * @param gradient the gradient
     * @param policy scaling and clipping
     * @return the clipped gradient
     */
    public static float[] clip(UpdateRule rule, FloatBuffer gradient, GradientPolicy policy) {
        float bound = Math.min(policy.clip(), rule.constants().gradientClip());
        float[] g = new float[gradient.remaining()];
        for (int i = 0; i < g.length; i++) {
            float scaled = gradient.get(i) * policy.scale();
            g[i] = Math.max(-bound, Math.min(bound, scaled));
        }
        return g;
    }

    private static boolean hasNaN(float[] g) {
        for (float value : g) {
            if (Float.isNaN(value)) {
                return true;
            }
        }
        return false;
    }

    /** 2.4 and 2.5: accumulators, then the 30 channels of every element, [element][channel]. */
    private static float[][] features(
            UpdateRule rule, TensorState state, FloatBuffer p, float[] g) {
        float[] parameter = new float[g.length];
        p.get(0, parameter);
        ElementChannels channels = new ElementChannels(state, rule.constants());
        channels.accumulate(rule.decays(), g);
        float[][] x = new float[g.length][Features.COUNT];
        float[][] tile = new float[Features.COUNT][ElementChannels.TILE];
        for (int start = 0; start < g.length; start += ElementChannels.TILE) {
            int n = Math.min(ElementChannels.TILE, g.length - start);
            channels.write(parameter, g, start, n, tile);
            for (int k = 0; k < n; k++) {
                for (int channel = 0; channel < Features.COUNT; channel++) {
                    x[start + k][channel] = tile[channel][k];
                }
            }
        }
        return x;
    }

    /** 2.6: every channel over its root mean square in this tensor. */
    private static float[][] normalize(UpdateRule rule, float[][] features, int count) {
        float[][] normalized = new float[count][Features.COUNT];
        for (int channel = 0; channel < Features.COUNT; channel++) {
            double squares = 0;
            for (int i = 0; i < count; i++) {
                squares += (double) features[i][channel] * features[i][channel];
            }
            float meanSquare = (float) (squares / count);
            float factor = rsqrt(rule.constants().normalizationEpsilon() + meanSquare);
            for (int i = 0; i < count; i++) {
                normalized[i][channel] = features[i][channel] * factor;
            }
        }
        return normalized;
    }

    /** 2.6: two hidden ReLU layers. */
    private static float[] mlp(Mlp mlp, float[] x) {
        int width = mlp.width();
        float[] first = new float[width];
        float[] second = new float[width];
        float[] out = new float[mlp.outputs()];
        for (int h = 0; h < width; h++) {
            float sum = mlp.b0(h);
            for (int channel = 0; channel < x.length; channel++) {
                sum += x[channel] * mlp.w0(channel, h);
            }
            first[h] = Math.max(0, sum);
        }
        for (int h = 0; h < width; h++) {
            float sum = mlp.b1(h);
            for (int k = 0; k < width; k++) {
                sum += first[k] * mlp.w1(k, h);
            }
            second[h] = Math.max(0, sum);
        }
        for (int o = 0; o < out.length; o++) {
            float sum = mlp.b2(o);
            for (int k = 0; k < width; k++) {
                sum += second[k] * mlp.w2(k, o);
            }
            out[o] = sum;
        }
        return out;
    }

    private static float scale(FloatBuffer p, int count, RuleConstants constants) {
        if (!constants.scalesWithParameter()) {
            return 1;
        }
        double squares = 0;
        for (int i = 0; i < count; i++) {
            squares += (double) p.get(i) * p.get(i);
        }
        return (float) Math.sqrt((float) (squares / count) + constants.scaleEpsilon());
    }

    private static float rsqrt(float x) {
        return (float) (1 / Math.sqrt(x));
    }
}
