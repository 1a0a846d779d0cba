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
        float stepMultiplier,
        float exponentMultiplier) {

    /** The numbers of Celo. */
    public static final RuleConstants CELO =
            new RuleConstants(1000f, 1e-6f, 1e-9f, 1e-8f, 1e-5f, 1e-9f, 1e-3f, 1e-3f);

    /** Added to the squared gradient that enters the factored second moments. */
    public static final float SQUARE_EPSILON = 1e-30f;

    /** Bound of the second gradient feature. */
    public static final float FEATURE_CLIP = 0.1f;
}
