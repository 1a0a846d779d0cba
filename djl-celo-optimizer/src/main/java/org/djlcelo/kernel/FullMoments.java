package org.djlcelo.kernel;

import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.Features;
import org.djlcelo.lopt.RuleConstants;
import org.djlcelo.lopt.UpdateRule;

/** The second moments of scalars and vectors, kept in full. */
final class FullMoments implements SecondMoments {

    /** Channels per element that factored tensors have per row and column. */
    static final int CHANNELS = 2 * Decays.TIMESCALES;

    private float[][] weights = new float[CHANNELS][0];

    @Override
    public boolean begin(Update update, Team team) {
        return true;
    }

    @Override
    public void factors(Update update, Worker worker) {
        UpdateRule rule = update.rule;
        Tile tile = worker.tile;
        FullTile full = worker.full;
        int n = tile.n;
        float epsilon = rule.constants().factorEpsilon();
        float momentumEpsilon = rule.constants().vectorMomentumEpsilon();
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            float[] v = full.value[j];
            System.arraycopy(update.state.row[j], tile.start, v, 0, n);
            float decay = rule.decays().factored(j);
            Lanes.averageSquare(v, tile.g, decay, 1 - decay, RuleConstants.SQUARE_EPSILON, n);
            Lanes.rsqrt(full.rsqrt[j], v, rule.constants().statisticEpsilon(), n);
            // max(v + ε, ε) is v + ε, since v is not negative
            Lanes.rsqrt(full.gradientFactor[j], v, epsilon, n);
            Lanes.rsqrt(full.momentumFactor[j], v, momentumEpsilon, n);
            tile.clearBehind(full.gradientFactor[j]);
            tile.clearBehind(full.momentumFactor[j]);
        }
        tile.factors(full.gradientFactor, full.momentumFactor);
    }

    @Override
    public void addSquares(Worker worker) {
        int n = worker.tile.n;
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            Lanes.addSquares(worker.fullSums[j], worker.full.value[j], n);
            Lanes.addSquares(worker.fullSums[Decays.TIMESCALES + j], worker.full.rsqrt[j], n);
        }
    }

    @Override
    public void fold(Update update, double[] meanSquares) {
        int first = meanSquares.length - CHANNELS;
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            fold(update.rule, j, meanSquares[first + j], Features.ROW + j, Features.COLUMN + j);
            int i = Decays.TIMESCALES + j;
            int row = Features.RSQRT_ROW + j;
            fold(update.rule, i, meanSquares[first + i], row, Features.RSQRT_COLUMN + j);
        }
    }

    /** Without rows and columns, both groups of features are the full second moment. */
    private void fold(UpdateRule rule, int i, double meanSquare, int feature, int twin) {
        int width = rule.mlp().width();
        if (weights[i].length != width) {
            weights[i] = new float[width];
        }
        float factor = FoldedNetwork.normalizer(rule, (float) meanSquare);
        for (int h = 0; h < width; h++) {
            weights[i][h] = (rule.mlp().w0(feature, h) + rule.mlp().w0(twin, h)) * factor;
        }
    }

    @Override
    public void biases(Update update, Worker worker) {
        Tile tile = worker.tile;
        for (int h = 0; h < tile.ownBias.length; h++) {
            Lanes.fill(tile.ownBias[h], update.rule.mlp().b0(h), tile.n);
            add(tile.ownBias[h], worker.full.value, 0, h, tile.n);
            add(tile.ownBias[h], worker.full.rsqrt, Decays.TIMESCALES, h, tile.n);
            tile.clearBehind(tile.ownBias[h]);
        }
        tile.biases(tile.ownBias);
    }

    private void add(float[] bias, float[][] x, int first, int h, int n) {
        float w0 = weights[first][h];
        float w1 = weights[first + 1][h];
        float w2 = weights[first + 2][h];
        Lanes.addThree(bias, x[0], x[1], x[2], w0, w1, w2, n);
    }

    @Override
    public void store(Update update, Worker worker) {
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            System.arraycopy(
                    worker.full.value[j], 0, update.state.row[j], worker.tile.start, worker.tile.n);
        }
    }
}
