package org.djlcelo.eval.unroll;

import java.util.Arrays;
import org.djlcelo.lopt.RuleConstants;
import org.djlcelo.metatrain.inner.Rows;

/**
 * Moving means of the squared gradient over the rows or the columns of a tensor, at three decays,
 * with the six features that they give, themselves and their inverse roots.
 *
 * <p>All parameters of a row have the same six features, so they add one bias per row to the first
 * layer, and only sums over rows come back.
 */
final class Statistic {

    private final Dot dot = new Dot();

    static final int CHANNELS = 2 * Theta.DECAYS;

    private static final float EPSILON = RuleConstants.CELO.statisticEpsilon();

    private final int length;
    private final int[][] inputs = new int[CHANNELS][];
    private final float[] weights = new float[CHANNELS * Theta.WIDTH];
    private final float[] channelAdjoint;

    /** The adjoint of the means, handed from step to step. */
    private final float[][] adjoint;

    /**
     * Creates a statistic.
     *
     * @param length rows, or columns
     * @param valueInputs the first layer's inputs that the first mean is given to; the other decays
     *     follow
     * @param inverseInputs those of its inverse root
     */
    Statistic(int length, int[] valueInputs, int[] inverseInputs) {
        this.length = length;
        for (int k = 0; k < Theta.DECAYS; k++) {
            int decay = k;
            inputs[k] = Arrays.stream(valueInputs).map(i -> i + decay).toArray();
            inputs[Theta.DECAYS + k] = Arrays.stream(inverseInputs).map(i -> i + decay).toArray();
        }
        channelAdjoint = new float[length];
        adjoint = new float[Theta.DECAYS][length];
    }

    /** Moves the means towards this step's. */
    void update(Theta theta, StatisticPass before, StatisticPass now, float[] meanSquares) {
        for (int k = 0; k < Theta.DECAYS; k++) {
            float[] means = now.channels[k];
            Lanes.average(means, before.channels[k], meanSquares, theta.factored[k]);
            Lanes.inverseRoot(now.channels[Theta.DECAYS + k], means, EPSILON);
        }
        for (int c = 0; c < CHANNELS; c++) {
            now.scales[c] = Normalization.scale(now.channels[c], dot);
        }
    }

    /** Adds the six features' part of the first layer's sums: bias [WIDTH][length]. */
    void addTo(float[][] bias, Theta theta, StatisticPass now) {
        for (int c = 0; c < CHANNELS; c++) {
            for (int unit = 0; unit < Theta.WIDTH; unit++) {
                weights[c * Theta.WIDTH + unit] = now.scales[c] * weight(theta, unit, c);
            }
        }
        for (int unit = 0; unit < Theta.WIDTH; unit++) {
            Rows.addWeighted(bias[unit], now.channels, weights, unit, Theta.WIDTH);
        }
    }

    private float weight(Theta theta, int unit, int channel) {
        float sum = 0;
        for (int input : inputs[channel]) {
            sum += theta.first(unit, input);
        }
        return sum;
    }

    /** Forgets the adjoint of an earlier pass. */
    void clear() {
        for (float[] values : adjoint) {
            Arrays.fill(values, 0);
        }
    }

    /** The adjoint of this step's mean at a decay, to add to before {@link #backward}. */
    float[] adjoint(int k) {
        return adjoint[k];
    }

    /**
     * Goes back over a step.
     *
     * @param deltas [WIDTH][length], the adjoint of the bias that the features added
     * @param meanSquares as in the update
     * @param meanSquareAdjoint receives its adjoint
     */
    void backward(
            Theta theta,
            Theta.Gradient gradient,
            StatisticPass before,
            StatisticPass now,
            float[][] deltas,
            float[] meanSquares,
            float[] meanSquareAdjoint) {
        for (int c = 0; c < CHANNELS; c++) {
            throughFeature(theta, gradient, now, deltas, c);
            if (c < Theta.DECAYS) {
                Lanes.add(adjoint[c], channelAdjoint);
            } else {
                Lanes.addThroughInverseRoot(
                        adjoint[c - Theta.DECAYS], channelAdjoint, now.channels[c]);
            }
        }
        Arrays.fill(meanSquareAdjoint, 0);
        for (int k = 0; k < Theta.DECAYS; k++) {
            gradient.addFactored(
                    k, dot.of(adjoint[k], before.channels[k]) - dot.of(adjoint[k], meanSquares));
            Lanes.addScaled(meanSquareAdjoint, adjoint[k], theta.factored[k].added());
            Lanes.scale(adjoint[k], theta.factored[k].kept());
        }
    }

    private void throughFeature(
            Theta theta, Theta.Gradient gradient, StatisticPass now, float[][] deltas, int c) {
        float[] channel = now.channels[c];
        float scale = now.scales[c];
        float scaleAdjoint = 0;
        for (int unit = 0; unit < Theta.WIDTH; unit++) {
            float sum = dot.of(deltas[unit], channel);
            float weight = weight(theta, unit, c);
            for (int input : inputs[c]) {
                gradient.addFirst(unit, input, scale * sum);
            }
            scaleAdjoint = Math.fma(weight, sum, scaleAdjoint);
            weights[unit] = scale * weight;
        }
        Lanes.combine(
                channelAdjoint,
                deltas,
                weights,
                0,
                1,
                channel,
                Normalization.slope(scale, length) * scaleAdjoint);
    }
}
