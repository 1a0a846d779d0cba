package org.djlcelo.metatrain.inner;

import org.djlcelo.lopt.UpdateRule;

/**
 * First-layer weights with the normalisation of their channel folded in: dividing a channel by its
 * root mean square and multiplying by a weight is one multiplication by their quotient.
 */
final class FoldedWeights {

    /** The hidden width that the fast updates are written for, that of Celo. */
    static final int UNITS = 4;

    private FoldedWeights() {}

    /** Writes the weights of all units, one after the other, from {@code start}. */
    static void fold(UpdateRule rule, float meanSquare, int feature, float[] weights, int start) {
        float factor = normalizer(rule, meanSquare);
        for (int h = 0; h < UNITS; h++) {
            weights[start + h] = rule.mlp().w0(feature, h) * factor;
        }
    }

    static float normalizer(UpdateRule rule, float meanSquare) {
        return (float) (1 / Math.sqrt(rule.constants().normalizationEpsilon() + meanSquare));
    }

    /** What a unit's sum starts from. */
    interface FirstBias {
        float of(int unit);
    }
}
