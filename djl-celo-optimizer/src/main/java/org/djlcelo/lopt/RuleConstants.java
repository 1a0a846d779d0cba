package org.djlcelo.lopt;

/**
 * The fixed numbers of an update rule (specification, sections 2.4 to 2.7).
 *
 * @param gradientClip gradients are clipped to plus and minus this
 * @param secondMomentEpsilon added to the second moment before its reciprocal square root
 * @param factorEpsilon floor and addend in the factored second moments
 * @param statisticEpsilon added to row and column statistics before their reciprocal square roots
 * @param normalizationEpsilon added to a channel's mean square
 * @param scaleEpsilon added to the mean square of the parameter
 * @param vectorMomentumEpsilon added to a vector's second moment before the reciprocal square root
 *     that scales its momenta; 0 for Celo, where a zero gradient from the start relies on the 1e-30
 *     in the second moment
 * @param scalesWithParameter whether a step is multiplied by the root mean square of the parameter
 * @param stepMultiplier multiplies the whole step
 * @param exponentMultiplier multiplies the exponent q
 */
public record RuleConstants(
        float gradientClip,
        float secondMomentEpsilon,
        float factorEpsilon,
        float statisticEpsilon,
        float normalizationEpsilon,
        float scaleEpsilon,
        float vectorMomentumEpsilon,
        boolean scalesWithParameter,
        float stepMultiplier,
        float exponentMultiplier) {

    /** The numbers of Celo. */
    public static final RuleConstants CELO =
            new RuleConstants(1000f, 1e-6f, 1e-9f, 1e-8f, 1e-5f, 1e-9f, 0, true, 1e-3f, 1e-3f);

    /** Added to the squared gradient that enters the factored second moments. */
    public static final float SQUARE_EPSILON = 1e-30f;

    /** Bound of the second gradient feature. */
    public static final float FEATURE_CLIP = 0.1f;
}
