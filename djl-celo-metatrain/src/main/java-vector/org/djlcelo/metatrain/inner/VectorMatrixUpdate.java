package org.djlcelo.metatrain.inner;

import static jdk.incubator.vector.VectorOperators.ADD;
import static org.djlcelo.metatrain.inner.FoldedWeights.UNITS;
import static org.djlcelo.metatrain.inner.MatrixChannels.CLIPPED_GRADIENT;
import static org.djlcelo.metatrain.inner.MatrixChannels.FACTORED_GRADIENT;
import static org.djlcelo.metatrain.inner.MatrixChannels.FACTORED_MOMENTUM;
import static org.djlcelo.metatrain.inner.MatrixChannels.GRADIENT;
import static org.djlcelo.metatrain.inner.MatrixChannels.MOMENTUM;
import static org.djlcelo.metatrain.inner.MatrixChannels.PARAMETER;
import static org.djlcelo.metatrain.inner.MatrixChannels.RSQRT_SECOND_MOMENT;
import static org.djlcelo.metatrain.inner.MatrixChannels.SCALED_GRADIENT;
import static org.djlcelo.metatrain.inner.MatrixChannels.SCALED_MOMENTUM;
import static org.djlcelo.metatrain.inner.MatrixChannels.SECOND_MOMENT;
import static org.djlcelo.metatrain.inner.VectorMath.LANES;
import static org.djlcelo.metatrain.inner.VectorMath.SPECIES;

import jdk.incubator.vector.FloatVector;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.kernel.TensorState;
import org.djlcelo.lopt.Features;
import org.djlcelo.lopt.RuleConstants;
import org.djlcelo.lopt.UpdateRule;

/**
 * The update of a small matrix whose rows are whole vectors.
 *
 * <p>Three passes. The first brings the accumulators up to date and sums the squares of all
 * channels but the factored ones; the second sums those, which need this step's row and column
 * statistics; the third runs the network. Each falls into loops of few sums, by time scale: what a
 * compiler's limits let it keep in registers ({@link VectorMath}). A statistic that changes along a
 * row is {@code along}, the other one {@code across}; which of them is the row statistic depends on
 * which axis is longer.
 */
final class VectorMatrixUpdate implements TensorUpdate {

    private final int rows;
    private final int width;
    private final boolean rowStatisticIsAlong;
    private final float[] m0;
    private final float[] m1;
    private final float[] m2;
    private final float[] v;
    private final float[] s;
    private final float[] g;
    private final float[] meanSquare = new float[MatrixChannels.COUNT];
    private final VectorStatistic along;
    private final VectorStatistic across;
    private final VectorFirstLayer firstLayer;
    private final VectorLayers layers;

    VectorMatrixUpdate(TensorState state) {
        TensorLayout layout = state.layout();
        rows = (int) layout.shape()[0];
        width = (int) layout.shape()[1];
        m0 = state.arrays().get("m0");
        m1 = state.arrays().get("m1");
        m2 = state.arrays().get("m2");
        v = state.arrays().get("rms");
        s = new float[rows * width];
        g = new float[rows * width];
        rowStatisticIsAlong = layout.rowAxis() == 0;
        VectorStatistic row =
                new VectorStatistic(
                        Features.ROW, Features.RSQRT_ROW, statistics(state, "v_row"), UNITS);
        VectorStatistic column =
                new VectorStatistic(
                        Features.COLUMN, Features.RSQRT_COLUMN, statistics(state, "v_col"), UNITS);
        along = rowStatisticIsAlong ? row : column;
        across = rowStatisticIsAlong ? column : row;
        layers = new VectorLayers(rows * width);
        firstLayer = new VectorFirstLayer(g, v, s, along, across, width, layers.sums());
    }

    static boolean supports(TensorLayout layout, int units) {
        return units == UNITS && layout.shape().length == 2 && layout.shape()[1] % (2 * LANES) == 0;
    }

    private static float[][] statistics(TensorState state, String name) {
        return new float[][] {
            state.arrays().get(name + 0), state.arrays().get(name + 1), state.arrays().get(name + 2)
        };
    }

    @Override
    public void update(UpdateRule rule, float eta, float[] parameter, float[] gradient) {
        accumulateSquares(rule, parameter, gradient);
        accumulateMomentum(0, rule.decays().momentum(0), m0);
        accumulateMomentum(1, rule.decays().momentum(1), m1);
        accumulateMomentum(2, rule.decays().momentum(2), m2);
        updateStatistics(rule);
        sumFactored(0, m0);
        sumFactored(1, m1);
        sumFactored(2, m2);
        firstLayer.fold(rule, meanSquare);
        float scale = (float) Math.sqrt(meanSquare[PARAMETER] + rule.constants().scaleEpsilon());
        descend(rule, eta * scale * rule.constants().stepMultiplier(), parameter);
    }

    private void updateStatistics(UpdateRule rule) {
        if (rowStatisticIsAlong) {
            updateStatistics(rule, along, rows, across, width);
        } else {
            updateStatistics(rule, across, width, along, rows);
        }
    }

    private static void updateStatistics(
            UpdateRule rule, VectorStatistic row, int d0, VectorStatistic column, int d1) {
        row.accumulate(rule, d0);
        column.accumulate(rule, d1);
        row.rowFactors(rule);
        column.columnFactors(rule);
        // every element takes one row and one column bias, so one of them carries the layer's own
        row.fold(rule, rule.mlp()::b0);
        column.fold(rule, h -> 0);
    }

    /** Pass 1 but for the momenta. */
    private void accumulateSquares(UpdateRule rule, float[] parameter, float[] gradient) {
        RuleConstants constants = rule.constants();
        float bound = constants.gradientClip();
        float epsilon = constants.secondMomentEpsilon();
        float decay = rule.decays().secondMoment();
        float clip = RuleConstants.FEATURE_CLIP * RuleConstants.FEATURE_CLIP;
        float[] alongSum = along.sum;
        float[] acrossSum = across.sum;
        FloatVector rowSum = FloatVector.zero(SPECIES);
        FloatVector gg = FloatVector.zero(SPECIES);
        FloatVector cc = FloatVector.zero(SPECIES);
        FloatVector pp = FloatVector.zero(SPECIES);
        FloatVector vv = FloatVector.zero(SPECIES);
        FloatVector ss = FloatVector.zero(SPECIES);
        FloatVector gs = FloatVector.zero(SPECIES);
        for (int row = 0, i = 0, j = 0; i < g.length; i += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, gradient, i).min(bound).max(-bound);
            x.intoArray(g, i);
            FloatVector square = x.mul(x);
            rowSum = rowSum.add(square);
            FloatVector.fromArray(SPECIES, alongSum, j).add(square).intoArray(alongSum, j);
            gg = gg.add(square);
            cc = cc.add(square.min(clip));
            FloatVector p = FloatVector.fromArray(SPECIES, parameter, i);
            pp = p.fma(p, pp);
            FloatVector moment = FloatVector.fromArray(SPECIES, v, i).mul(decay);
            moment = moment.add(square.mul(1 - decay));
            moment.intoArray(v, i);
            vv = moment.fma(moment, vv);
            FloatVector root = FloatVector.broadcast(SPECIES, 1f).div(moment.add(epsilon).sqrt());
            root.intoArray(s, i);
            FloatVector inverse = root.mul(root);
            ss = ss.add(inverse);
            gs = square.fma(inverse, gs);
            j += LANES;
            if (j == width) {
                j = 0;
                acrossSum[row++] = rowSum.reduceLanes(ADD);
                rowSum = FloatVector.zero(SPECIES);
            }
        }
        meanSquare[GRADIENT] = gg.reduceLanes(ADD) / g.length;
        meanSquare[CLIPPED_GRADIENT] = cc.reduceLanes(ADD) / g.length;
        meanSquare[PARAMETER] = pp.reduceLanes(ADD) / g.length;
        meanSquare[SECOND_MOMENT] = vv.reduceLanes(ADD) / g.length;
        meanSquare[RSQRT_SECOND_MOMENT] = ss.reduceLanes(ADD) / g.length;
        meanSquare[SCALED_GRADIENT] = gs.reduceLanes(ADD) / g.length;
    }

    /** Pass 1 for one momentum, whose subnormal numbers are stored as 0, as users' kernel does. */
    private void accumulateMomentum(int k, float decay, float[] momentum) {
        FloatVector mm = FloatVector.zero(SPECIES);
        FloatVector ms = FloatVector.zero(SPECIES);
        for (int i = 0; i < g.length; i += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, g, i);
            FloatVector m = FloatVector.fromArray(SPECIES, momentum, i).mul(decay);
            m = m.add(x.mul(1 - decay));
            m.blend(0, m.abs().lt(Float.MIN_NORMAL)).intoArray(momentum, i);
            mm = m.fma(m, mm);
            m = m.mul(FloatVector.fromArray(SPECIES, s, i));
            ms = m.fma(m, ms);
        }
        meanSquare[MOMENTUM + k] = mm.reduceLanes(ADD) / g.length;
        meanSquare[SCALED_MOMENTUM + k] = ms.reduceLanes(ADD) / g.length;
    }

    /** Pass 2 for one time scale. */
    private void sumFactored(int k, float[] momentum) {
        float[] acrossFactor = across.factor[k];
        float[] alongFactor = along.factor[k];
        FloatVector gg = FloatVector.zero(SPECIES);
        FloatVector mm = FloatVector.zero(SPECIES);
        for (int row = 0, i = 0, j = 0; i < g.length; i += LANES) {
            FloatVector f = FloatVector.fromArray(SPECIES, alongFactor, j).mul(acrossFactor[row]);
            FloatVector x = f.mul(FloatVector.fromArray(SPECIES, g, i));
            gg = x.fma(x, gg);
            x = f.mul(FloatVector.fromArray(SPECIES, momentum, i));
            mm = x.fma(x, mm);
            j += LANES;
            if (j == width) {
                j = 0;
                row++;
            }
        }
        meanSquare[FACTORED_GRADIENT + k] = gg.reduceLanes(ADD) / g.length;
        meanSquare[FACTORED_MOMENTUM + k] = mm.reduceLanes(ADD) / g.length;
    }

    /** Pass 3. */
    private void descend(UpdateRule rule, float factor, float[] parameter) {
        layers.use(rule);
        firstLayer.sumElements(parameter);
        firstLayer.sumTimescale(0, m0);
        firstLayer.sumTimescale(1, m1);
        firstLayer.sumTimescale(2, m2);
        layers.descend(factor, parameter);
    }
}
