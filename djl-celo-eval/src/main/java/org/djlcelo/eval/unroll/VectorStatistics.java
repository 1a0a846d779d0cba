package org.djlcelo.eval.unroll;

import java.util.Arrays;
import org.djlcelo.family.AdafacMlp;
import org.djlcelo.lopt.RuleConstants;

/**
 * Statistics of a vector: no factors, each parameter has its own, which stands in for row and
 * column. The gradient's factor is (v + 1e-9)^-1/2, the momenta's (v + 1e-6)^-1/2.
 *
 * <p>Source: task specification, section 3.5.
 */
final class VectorStatistics implements TensorStatistics {

    private static final float TINY = RuleConstants.SQUARE_EPSILON;
    private static final float GRADIENT_EPSILON = RuleConstants.CELO.factorEpsilon();
    private static final float MOMENTUM_EPSILON = AdafacMlp.VECTOR_MOMENTUM_EPSILON;

    private final int size;
    private final Statistic own;
    private final float[] meanSquares;

    VectorStatistics(int size) {
        this.size = size;
        own =
                new Statistic(
                        size,
                        new int[] {Channel.ROW_INPUT, Channel.COLUMN_INPUT},
                        new int[] {Channel.INVERSE_ROW_INPUT, Channel.INVERSE_COLUMN_INPUT});
        meanSquares = new float[size];
    }

    @Override
    public StatisticPass[] newPasses() {
        return new StatisticPass[] {new StatisticPass(size)};
    }

    @Override
    public void update(Theta theta, TensorPass before, TensorPass now) {
        square(now.gradient());
        own.update(theta, before.statistics[0], now.statistics[0], meanSquares);
    }

    @Override
    public void factors(TensorPass now) {
        for (int k = 0; k < Theta.DECAYS; k++) {
            float[] means = now.statistics[0].channels[k];
            Lanes.inverseRoot(now.shared.gradientFactors[k], means, GRADIENT_EPSILON);
            Lanes.inverseRoot(now.shared.momentumFactors[k], means, MOMENTUM_EPSILON);
        }
    }

    private void square(float[] gradient) {
        for (int i = 0; i < size; i++) {
            meanSquares[i] = gradient[i] * gradient[i] + TINY;
        }
    }

    @Override
    public void startSums(Theta theta, float[] bias, TensorPass now, float[][] sums) {
        for (int unit = 0; unit < Theta.WIDTH; unit++) {
            Arrays.fill(sums[unit], bias[unit]);
        }
        own.addTo(sums, theta, now.statistics[0]);
    }

    @Override
    public void clear() {
        own.clear();
    }

    @Override
    public void backward(
            Theta theta,
            Theta.Gradient gradient,
            TensorPass before,
            TensorPass now,
            float[][] deltas,
            float[][] gradientFactors,
            float[][] momentumFactors,
            float[] squares) {
        for (int k = 0; k < Theta.DECAYS; k++) {
            float[] adjoint = own.adjoint(k);
            Lanes.addThroughInverseRoot(adjoint, gradientFactors[k], now.shared.gradientFactors[k]);
            Lanes.addThroughInverseRoot(adjoint, momentumFactors[k], now.shared.momentumFactors[k]);
        }
        square(now.gradient());
        own.backward(
                theta,
                gradient,
                before.statistics[0],
                now.statistics[0],
                deltas,
                meanSquares,
                squares);
    }
}
