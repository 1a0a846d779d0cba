package org.djlcelo.kernel;

import java.nio.FloatBuffer;
import java.util.stream.IntStream;
import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.Features;
import org.djlcelo.lopt.RuleConstants;
import org.djlcelo.lopt.UpdateRule;

/** The update of scalars and vectors, whose second moments are kept in full. */
final class FullPasses {

    private static final int VALUE = Tile.ELEMENT_CHANNELS.length;
    private static final int RSQRT = VALUE + Decays.TIMESCALES;

    private final Tile tile = new Tile();
    private final float[][] value = new float[Decays.TIMESCALES][Tile.SIZE];
    private final float[][] rsqrt = new float[Decays.TIMESCALES][Tile.SIZE];
    private final float[][] channels = new float[RSQRT + Decays.TIMESCALES][];
    private final FoldedNetwork network;

    FullPasses() {
        System.arraycopy(tile.channels, 0, channels, 0, VALUE);
        int[] places = IntStream.range(0, channels.length).toArray();
        System.arraycopy(Tile.ELEMENT_CHANNELS, 0, places, 0, VALUE);
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            channels[VALUE + j] = value[j];
            channels[RSQRT + j] = rsqrt[j];
            places[VALUE + j] = Features.ROW + j;
            places[RSQRT + j] = Features.RSQRT_ROW + j;
        }
        network = new FoldedNetwork(places);
    }

    boolean update(
            UpdateRule rule,
            TensorState state,
            FloatBuffer parameter,
            FloatBuffer gradient,
            GradientPolicy policy,
            float eta,
            float decay) {
        int size = state.layout().size();
        network.reset(rule);
        for (int start = 0; start < size; start += Tile.SIZE) {
            int n = Math.min(Tile.SIZE, size - start);
            load(rule, state, parameter, gradient, policy, start, n);
            network.addSquares(channels, n);
        }
        network.finishSquares(size);
        if (policy.skipNaN() && Float.isNaN(network.meanSquare(0))) {
            return false;
        }
        network.fold(rule);
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            // without rows and columns, both groups of features are the full second moment
            network.foldTwin(rule, VALUE + j, Features.COLUMN + j);
            network.foldTwin(rule, RSQRT + j, Features.RSQRT_COLUMN + j);
        }
        float factor = StepFactor.of(rule, network, eta);
        for (int start = 0; start < size; start += Tile.SIZE) {
            int n = Math.min(Tile.SIZE, size - start);
            load(rule, state, parameter, gradient, policy, start, n);
            tile.storeMoments(state, start, n);
            for (int j = 0; j < Decays.TIMESCALES; j++) {
                System.arraycopy(value[j], 0, state.row[j], start, n);
            }
            for (int h = 0; h < rule.mlp().width(); h++) {
                Lanes.fill(network.bias(h), rule.mlp().b0(h), n);
            }
            network.run(rule, channels, n);
            Lanes.descend(tile.p, network.d(), network.e(), factor, decay, n);
            parameter.put(start, tile.p, 0, n);
        }
        return true;
    }

    private void load(
            UpdateRule rule,
            TensorState state,
            FloatBuffer parameter,
            FloatBuffer gradient,
            GradientPolicy policy,
            int start,
            int n) {
        tile.loadGradient(rule, gradient, policy, start, n);
        tile.load(rule, state, parameter, start, n);
        float epsilon = rule.constants().factorEpsilon();
        for (int j = 0; j < Decays.TIMESCALES; j++) {
            float decay = rule.decays().factored(j);
            System.arraycopy(state.row[j], start, value[j], 0, n);
            Lanes.averageSquare(
                    value[j], tile.g, decay, 1 - decay, RuleConstants.SQUARE_EPSILON, n);
            Lanes.rsqrt(rsqrt[j], value[j], rule.constants().statisticEpsilon(), n);
            // max(v + ε, ε) is v + ε, since v is not negative
            Lanes.rsqrt(tile.factor[j], value[j], epsilon, n);
            Lanes.product(tile.factoredGradient[j], tile.g, tile.factor[j], n);
            Lanes.rsqrt(tile.factor[j], value[j], 0, n);
            Lanes.product(tile.factoredMomentum[j], tile.m[j], tile.factor[j], n);
        }
    }
}
