package org.djlcelo.kernel;

import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.Mlp;
import org.djlcelo.lopt.RuleConstants;
import org.djlcelo.lopt.UpdateRule;

/**
 * The per-parameter network with all that is constant in a tensor folded into its weights.
 *
 * <p>Dividing a channel by its root mean square and multiplying by a weight is one multiplication
 * by their quotient. A ReLU is half of x + |x|, and the half goes into the next layer; into the
 * last one go the step's length and the exponent's multiplier.
 */
final class FoldedNetwork {

    private static final int GROUP = FirstLayerLoops.UNITS;

    private static final int CHANNELS = Tile.ELEMENT_CHANNELS.length;

    /** Where the parameter stands among the channels. */
    private static final int PARAMETER = 2;

    private final FirstLayerLoops first;
    private final LastLayersLoops last;
    private UpdateRule rule;
    private float keep;

    /** By group of units, [channel][unit]. */
    private float[][] w0 = new float[0][];

    private float[] w1 = new float[0];
    private float[] b1 = new float[0];
    private float[] w2 = new float[0];
    private final float[] b2 = new float[2];

    FoldedNetwork(Loops loops) {
        first = loops.first();
        last = loops.last();
    }

    /** Folds in a tensor's mean squares and the constants of its step. */
    void fold(Update update, double[] meanSquares) {
        rule = update.rule;
        keep = 1 - update.decay;
        Mlp mlp = rule.mlp();
        int width = mlp.width();
        makeRoom(width);
        for (int i = 0; i < CHANNELS; i++) {
            float factor = normalizer(rule, (float) meanSquares[i]);
            for (int h = 0; h < width; h++) {
                float w = mlp.w0(Tile.ELEMENT_CHANNELS[i], h) * factor;
                w0[h / GROUP][i * GROUP + h % GROUP] = w;
            }
        }
        float length = stepLength(update, (float) meanSquares[PARAMETER]);
        float multiplier = rule.constants().exponentMultiplier();
        for (int k = 0; k < width; k++) {
            for (int h = 0; h < width; h++) {
                w1[k * width + h] = 0.5f * mlp.w1(k, h);
            }
            b1[k] = mlp.b1(k);
            w2[2 * k] = -0.5f * length * mlp.w2(k, 0);
            w2[2 * k + 1] = 0.5f * multiplier * mlp.w2(k, 1);
        }
        b2[0] = -length * mlp.b2(0);
        b2[1] = multiplier * mlp.b2(1);
    }

    /**
     * η · stepMultiplier, and sqrt(mean(p²) + ε) if the rule scales with it: what all elements
     * share in their step.
     */
    private float stepLength(Update update, float meanSquare) {
        RuleConstants constants = rule.constants();
        float scale =
                constants.scalesWithParameter()
                        ? (float) Math.sqrt(meanSquare + constants.scaleEpsilon())
                        : 1;
        return update.eta * scale * constants.stepMultiplier();
    }

    private void makeRoom(int width) {
        if (b1.length == width) {
            return;
        }
        if (width % GROUP != 0) {
            throw new IllegalArgumentException(
                    "The hidden width must be a multiple of " + GROUP + ", not " + width);
        }
        w0 = new float[width / GROUP][CHANNELS * GROUP];
        w1 = new float[width * width];
        b1 = new float[width];
        w2 = new float[width * 2];
    }

    static float normalizer(UpdateRule rule, float meanSquare) {
        return (float) (1 / Math.sqrt(rule.constants().normalizationEpsilon() + meanSquare));
    }

    /** Runs the network over a tile and takes the step. */
    void move(Tile tile) {
        first.accumulate(tile, rule);
        for (int group = 0; group < w0.length; group++) {
            int unit = group * GROUP;
            first.elements(tile, unit, w0[group]);
            for (int j = 0; j < Decays.TIMESCALES; j++) {
                first.momentum(tile, j, unit, w0[group]);
            }
        }
        if (w0.length == 1) {
            last.hidden(tile, w1, b1);
            if (last.step(tile, w2, b2, keep)) {
                return;
            }
        } else {
            last.layer(tile.second, tile.first, w1, b1, tile.n);
        }
        last.layer(tile.outputs, tile.second, w2, b2, tile.n);
        Steps.take(tile, keep);
    }
}
