package org.djlcelo.eval.unroll;

import java.util.Arrays;
import org.djlcelo.lopt.RuleConstants;
import org.djlcelo.metatrain.inner.Rows;

/**
 * The update rule Adafac-MLP for one tensor, and the way back.
 *
 * <p>Source: task specification, section 3.5; learned_optimization, {@code
 * learned_optimizers/adafac_mlp_lopt.py}.
 */
final class TensorRule {

    private final Dot dot = new Dot();

    private static final float EPSILON = RuleConstants.CELO.secondMomentEpsilon();

    private final int size;
    private final TensorPass.Shared shared;
    private final TensorStatistics statistics;
    private final RuleLayers layers;
    private final float[] bias = new float[Theta.WIDTH];
    private final float[] weights = new float[Channel.COUNT * Theta.WIDTH];

    /** The adjoints of the accumulators, handed from step to step. */
    private final float[][] momentumAdjoint;

    private final float[] squareAdjoint;

    private final float[][] channelAdjoint;
    private final float[] squaredGradientAdjoint;
    private final float[] product;
    private final float[][] gradientFactorAdjoint;
    private final float[][] momentumFactorAdjoint;

    private TensorRule(int size, boolean matrix, TensorStatistics statistics) {
        this.size = size;
        shared = new TensorPass.Shared(size, matrix);
        this.statistics = statistics;
        layers = new RuleLayers(size);
        momentumAdjoint = new float[Theta.DECAYS][size];
        squareAdjoint = new float[size];
        channelAdjoint = new float[Channel.COUNT][size];
        squaredGradientAdjoint = new float[size];
        product = new float[size];
        gradientFactorAdjoint = new float[Theta.DECAYS][size];
        momentumFactorAdjoint = new float[Theta.DECAYS][size];
    }

    static TensorRule ofMatrix(int rows, int columns) {
        return new TensorRule(rows * columns, true, new MatrixStatistics(rows, columns));
    }

    static TensorRule ofVector(int size) {
        return new TensorRule(size, false, new VectorStatistics(size));
    }

    TensorPass newPass() {
        return new TensorPass(statistics.newPasses(), shared);
    }

    /**
     * Updates the parameters.
     *
     * @param time the step's number, from 0
     * @param before the step before, whose accumulators are taken; all zero before the first step
     * @param now has the parameters and their gradient; gets the rest
     * @param parameters receives the new parameters
     */
    void update(Theta theta, int time, TensorPass before, TensorPass now, float[] parameters) {
        accumulate(theta, before.channels, now.channels);
        statistics.update(theta, before, now);
        derive(now);
        for (int c = 0; c < Channel.COUNT; c++) {
            now.scales[c] = Normalization.scale(now.channels[c], dot);
            for (int unit = 0; unit < Theta.WIDTH; unit++) {
                weights[c * Theta.WIDTH + unit] =
                        now.scales[c] * theta.first(unit, Channel.input(c));
            }
        }
        for (int unit = 0; unit < Theta.WIDTH; unit++) {
            bias[unit] = theta.firstBias(unit, time);
        }
        statistics.startSums(theta, bias, now, now.first);
        for (int unit = 0; unit < Theta.WIDTH; unit++) {
            Rows.addWeighted(now.first[unit], now.channels, weights, unit, Theta.WIDTH);
            Lanes.relu(now.first[unit]);
        }
        layers.forward(theta, now);
        descend(parameters, now.parameter(), shared.direction, shared.magnitude);
    }

    private static void descend(float[] out, float[] p, float[] direction, float[] magnitude) {
        for (int i = 0; i < out.length; i++) {
            out[i] = p[i] - RuleLayers.MULTIPLIER * direction[i] * magnitude[i];
        }
    }

    private static void accumulate(Theta theta, float[][] before, float[][] now) {
        float[] g = now[Channel.GRADIENT];
        for (int m = Channel.MOMENTUM, k = 0; k < Theta.DECAYS; m++, k++) {
            Lanes.average(now[m], before[m], g, theta.momentum[k]);
        }
        Lanes.averageSquare(now[Channel.SQUARE], before[Channel.SQUARE], g, theta.square);
    }

    /** Fills in the channels that are made of those kept. */
    private void derive(TensorPass now) {
        statistics.factors(now);
        float[][] x = now.channels;
        Lanes.inverseRoot(x[Channel.INVERSE_ROOT], x[Channel.SQUARE], EPSILON);
        for (int k = 0; k < Theta.DECAYS; k++) {
            float[] m = x[Channel.MOMENTUM + k];
            Lanes.multiply(x[Channel.SCALED_MOMENTUM + k], m, x[Channel.INVERSE_ROOT]);
            Lanes.multiply(
                    x[Channel.FACTORED_GRADIENT + k], now.gradient(), shared.gradientFactors[k]);
            Lanes.multiply(x[Channel.FACTORED_MOMENTUM + k], m, shared.momentumFactors[k]);
        }
    }

    /** Forgets the adjoints of an earlier pass. */
    void clear() {
        statistics.clear();
        Arrays.fill(squareAdjoint, 0);
        for (float[] values : momentumAdjoint) {
            Arrays.fill(values, 0);
        }
    }

    /**
     * Goes back over an update.
     *
     * @param parameters the adjoint of the new parameters; changed to that of the old ones, but for
     *     what comes through the gradient
     * @param gradients receives the adjoint of the gradient
     */
    void backward(
            Theta theta,
            Theta.Gradient sums,
            int time,
            TensorPass before,
            TensorPass now,
            float[] parameters,
            float[] gradients) {
        derive(now);
        layers.forward(theta, now);
        float[][] deltas = layers.backward(theta, sums, time, now, parameters);
        for (int c = 0; c < Channel.COUNT; c++) {
            throughFeature(theta, sums, now, deltas, c);
        }
        Lanes.add(parameters, channelAdjoint[Channel.PARAMETER]);
        throughFactors(now);
        statistics.backward(
                theta,
                sums,
                before,
                now,
                deltas,
                gradientFactorAdjoint,
                momentumFactorAdjoint,
                squaredGradientAdjoint);
        throughAccumulators(theta, sums, before, now);
        float[] g = now.gradient();
        float[] ofFeature = channelAdjoint[Channel.GRADIENT];
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] = ofFeature[i] + 2 * g[i] * squaredGradientAdjoint[i];
        }
    }

    private void throughFeature(
            Theta theta, Theta.Gradient sums, TensorPass now, float[][] deltas, int c) {
        float[] channel = now.channels[c];
        float scale = now.scales[c];
        int input = Channel.input(c);
        float scaleAdjoint = 0;
        for (int unit = 0; unit < Theta.WIDTH; unit++) {
            float sum = dot.of(deltas[unit], channel);
            float weight = theta.first(unit, input);
            sums.addFirst(unit, input, scale * sum);
            scaleAdjoint = Math.fma(weight, sum, scaleAdjoint);
            weights[unit] = scale * weight;
        }
        Lanes.combine(
                channelAdjoint[c],
                deltas,
                weights,
                0,
                1,
                channel,
                Normalization.slope(scale, size) * scaleAdjoint);
    }

    /** Through m F, g F and m/√v to m, g, F and 1/√v. */
    private void throughFactors(TensorPass now) {
        float[][] x = now.channels;
        float[] g = now.gradient();
        for (int k = 0; k < Theta.DECAYS; k++) {
            float[] m = x[Channel.MOMENTUM + k];
            float[] ofMomentum = momentumAdjoint[k];
            float[] ofScaled = channelAdjoint[Channel.SCALED_MOMENTUM + k];
            float[] ofFactoredGradient = channelAdjoint[Channel.FACTORED_GRADIENT + k];
            float[] ofFactoredMomentum = channelAdjoint[Channel.FACTORED_MOMENTUM + k];
            Lanes.add(ofMomentum, channelAdjoint[Channel.MOMENTUM + k]);
            Lanes.addProduct(ofMomentum, ofScaled, x[Channel.INVERSE_ROOT]);
            Lanes.addProduct(ofMomentum, ofFactoredMomentum, shared.momentumFactors[k]);
            Lanes.addProduct(channelAdjoint[Channel.INVERSE_ROOT], ofScaled, m);
            Lanes.addProduct(
                    channelAdjoint[Channel.GRADIENT],
                    ofFactoredGradient,
                    shared.gradientFactors[k]);
            Lanes.multiply(gradientFactorAdjoint[k], ofFactoredGradient, g);
            Lanes.multiply(momentumFactorAdjoint[k], ofFactoredMomentum, m);
        }
    }

    private void throughAccumulators(
            Theta theta, Theta.Gradient sums, TensorPass before, TensorPass now) {
        float[][] x = now.channels;
        float[] g = now.gradient();
        for (int k = 0; k < Theta.DECAYS; k++) {
            float[] adjoint = momentumAdjoint[k];
            float[] old = before.channels[Channel.MOMENTUM + k];
            sums.addMomentum(k, dot.of(adjoint, old) - dot.of(adjoint, g));
            Lanes.addScaled(channelAdjoint[Channel.GRADIENT], adjoint, theta.momentum[k].added());
            Lanes.scale(adjoint, theta.momentum[k].kept());
        }
        Lanes.add(squareAdjoint, channelAdjoint[Channel.SQUARE]);
        Lanes.addThroughInverseRoot(
                squareAdjoint, channelAdjoint[Channel.INVERSE_ROOT], x[Channel.INVERSE_ROOT]);
        float[] old = before.channels[Channel.SQUARE];
        Lanes.multiply(product, squareAdjoint, g);
        sums.addSquare(dot.of(squareAdjoint, old) - dot.of(product, g));
        Lanes.addScaled(squaredGradientAdjoint, squareAdjoint, theta.square.added());
        Lanes.scale(squareAdjoint, theta.square.kept());
    }
}
