package org.djlcelo.kernel;

import static org.djlcelo.lopt.RuleConstants.FEATURE_CLIP;
import static org.djlcelo.lopt.RuleConstants.SQUARE_EPSILON;

import java.nio.FloatBuffer;
import org.djlcelo.lopt.Decays;
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
        accumulate(rule, state, g);
        float[][] features = features(rule, state, p, g);
        float[][] normalized = normalize(rule, features, g.length);
        float[][] outputs = new float[g.length][];
        float[] step = new float[g.length];
        RuleConstants constants = rule.constants();
        float scale = scale(p, g.length, constants.scaleEpsilon());
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

    /** 2.4: momenta, second moment, factored second moments. */
    private static void accumulate(UpdateRule rule, TensorState state, float[] g) {
        Decays decays = rule.decays();
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            for (int i = 0; i < g.length; i++) {
                state.momentum[j][i] = average(decays.momentum(j), state.momentum[j][i], g[i]);
            }
        }
        for (int i = 0; i < g.length; i++) {
            state.secondMoment[i] =
                    average(decays.secondMoment(), state.secondMoment[i], g[i] * g[i]);
        }
        if (state.layout().isFactored()) {
            accumulateFactored(decays, state, g);
        } else {
            for (int j = 0; j < Decays.TIMESCALES; j++) {
                for (int i = 0; i < g.length; i++) {
                    float q = g[i] * g[i] + SQUARE_EPSILON;
                    state.row[j][i] = average(decays.factored(j), state.row[j][i], q);
                }
            }
        }
    }

    private static void accumulateFactored(Decays decays, TensorState state, float[] g) {
        TensorLayout layout = state.layout();
        double[] rowSum = new double[layout.rowCount()];
        double[] columnSum = new double[layout.columnCount()];
        forEach(
                layout,
                (i, r, c) -> {
                    float q = g[i] * g[i] + SQUARE_EPSILON;
                    rowSum[r] += q;
                    columnSum[c] += q;
                });
        long d0 = layout.shape()[layout.rowAxis()];
        long d1 = layout.shape()[layout.columnAxis()];
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            for (int r = 0; r < rowSum.length; r++) {
                float mean = (float) (rowSum[r] / d0);
                state.row[j][r] = average(decays.factored(j), state.row[j][r], mean);
            }
            for (int c = 0; c < columnSum.length; c++) {
                float mean = (float) (columnSum[c] / d1);
                state.column[j][c] = average(decays.factored(j), state.column[j][c], mean);
            }
        }
    }

    private static float average(float decay, float old, float value) {
        return decay * old + (1 - decay) * value;
    }

    /** 2.5: the 30 channels of every element, in the order of the first layer's weights. */
    private static float[][] features(
            UpdateRule rule, TensorState state, FloatBuffer p, float[] g) {
        RuleConstants constants = rule.constants();
        float[][] x = new float[g.length][Features.COUNT];
        for (int i = 0; i < g.length; i++) {
            float v = state.secondMoment[i];
            float s = rsqrt(v + constants.secondMomentEpsilon());
            x[i][Features.GRADIENT] = g[i];
            x[i][Features.CLIPPED_GRADIENT] = Math.max(-FEATURE_CLIP, Math.min(FEATURE_CLIP, g[i]));
            x[i][Features.PARAMETER] = p.get(i);
            x[i][Features.SECOND_MOMENT] = v;
            x[i][Features.RSQRT_SECOND_MOMENT] = s;
            x[i][Features.SCALED_GRADIENT] = g[i] * s;
            for (int j = 0; j < Decays.TIMESCALES; j++) {
                x[i][Features.MOMENTUM + j] = state.momentum[j][i];
                x[i][Features.SCALED_MOMENTUM + j] = state.momentum[j][i] * s;
            }
        }
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            if (state.layout().isFactored()) {
                factoredFeatures(x, j, state, g, constants);
            } else {
                fullFeatures(x, j, state, g, constants);
            }
        }
        return x;
    }

    private static void factoredFeatures(
            float[][] x, int j, TensorState state, float[] g, RuleConstants constants) {
        float epsilon = constants.factorEpsilon();
        float[] rowMean = rowMeans(state, j);
        forEach(
                state.layout(),
                (i, r, c) -> {
                    float row = state.row[j][r];
                    float column = state.column[j][c];
                    float rowFactor = rsqrt(Math.max(row / (rowMean[r] + epsilon), epsilon));
                    float columnFactor = rsqrt(Math.max(column, epsilon));
                    float factor = rowFactor * columnFactor;
                    x[i][Features.FACTORED_GRADIENT + j] = g[i] * factor;
                    x[i][Features.FACTORED_MOMENTUM + j] = state.momentum[j][i] * factor;
                    x[i][Features.ROW + j] = row;
                    x[i][Features.COLUMN + j] = column;
                    x[i][Features.RSQRT_ROW + j] = rsqrt(row + constants.statisticEpsilon());
                    x[i][Features.RSQRT_COLUMN + j] = rsqrt(column + constants.statisticEpsilon());
                });
    }

    private static void fullFeatures(
            float[][] x, int j, TensorState state, float[] g, RuleConstants constants) {
        float epsilon = constants.factorEpsilon();
        for (int i = 0; i < g.length; i++) {
            float v = state.row[j][i];
            x[i][Features.FACTORED_GRADIENT + j] = g[i] * rsqrt(Math.max(v + epsilon, epsilon));
            // no epsilon: a zero gradient from the start relies on the 1e-30 in v
            x[i][Features.FACTORED_MOMENTUM + j] = state.momentum[j][i] * rsqrt(v);
            x[i][Features.ROW + j] = v;
            x[i][Features.COLUMN + j] = v;
            x[i][Features.RSQRT_ROW + j] = rsqrt(v + constants.statisticEpsilon());
            x[i][Features.RSQRT_COLUMN + j] = rsqrt(v + constants.statisticEpsilon());
        }
    }

    /** For every row statistic the mean of the row statistics along axis d1. */
    private static float[] rowMeans(TensorState state, int j) {
        TensorLayout layout = state.layout();
        float[] row = state.row[j];
        float[] means = new float[row.length];
        // a row statistic's index without its place on d1: (before, between, after)
        int inner = layout.rowAxisIsFirst() ? layout.after() : layout.between() * layout.after();
        int length = layout.rowAxisIsFirst() ? layout.second() : layout.first();
        for (int start = 0; start < row.length; start += inner * length) {
            for (int k = 0; k < inner; k++) {
                double sum = 0;
                for (int d = 0; d < length; d++) {
                    sum += row[start + d * inner + k];
                }
                for (int d = 0; d < length; d++) {
                    means[start + d * inner + k] = (float) (sum / length);
                }
            }
        }
        return means;
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

    private static float scale(FloatBuffer p, int count, float epsilon) {
        double squares = 0;
        for (int i = 0; i < count; i++) {
            squares += (double) p.get(i) * p.get(i);
        }
        return (float) Math.sqrt((float) (squares / count) + epsilon);
    }

    private static float rsqrt(float x) {
        return (float) (1 / Math.sqrt(x));
    }

    /** Calls back for every element with its row and column entries. */
    private static void forEach(TensorLayout layout, ElementVisitor visitor) {
        int i = 0;
        boolean rowFirst = layout.rowAxisIsFirst();
        for (int a = 0; a < layout.before(); a++) {
            for (int x = 0; x < layout.first(); x++) {
                for (int b = 0; b < layout.between(); b++) {
                    for (int y = 0; y < layout.second(); y++) {
                        for (int c = 0; c < layout.after(); c++, i++) {
                            int withoutFirst = layout.indexWithoutFirst(a, b, y, c);
                            int withoutSecond = layout.indexWithoutSecond(a, x, b, c);
                            visitor.visit(
                                    i,
                                    rowFirst ? withoutFirst : withoutSecond,
                                    rowFirst ? withoutSecond : withoutFirst);
                        }
                    }
                }
            }
        }
    }

    private interface ElementVisitor {
        void visit(int element, int row, int column);
    }
}
