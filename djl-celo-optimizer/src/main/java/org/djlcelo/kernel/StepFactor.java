package org.djlcelo.kernel;

import org.djlcelo.lopt.UpdateRule;

/** What all elements of a tensor share in their step (specification, section 2.7). */
final class StepFactor {

    /** Where the parameter stands among the tile's channels. */
    private static final int PARAMETER = 2;

    private StepFactor() {}

    /** η · stepMultiplier · sqrt(mean(p²) + ε), the mean square being that of the channel p. */
    static float of(UpdateRule rule, FoldedNetwork network, float eta) {
        float meanSquare = network.meanSquare(PARAMETER);
        float scale = (float) Math.sqrt(meanSquare + rule.constants().scaleEpsilon());
        return eta * scale * rule.constants().stepMultiplier();
    }
}
