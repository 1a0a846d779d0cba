package org.djlcelo.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.RuleConstants;

/**
 * The constants of a rule and a gradient policy as scalars on a device; see {@link RuleConstants}.
 *
 * @param gradientScale null if gradients aren't scaled
 * @param low the lower bound of gradients
 * @param high the upper bound
 * @param featureLow the lower bound of the clipped feature
 * @param featureHigh the upper bound
 * @param momentRates [4, 2]: what a gradient and its square add to three momenta and the second
 *     moment
 * @param coefficients [1, 10]: decays of the moments, decays of the factored second moments, and
 *     what a square adds to the latter
 * @param skippingCoefficients the same for a tensor that is skipped: decays of 1, additions of 0
 * @param vectorMomentumEpsilon null if it is 0
 */
record NDArrayNumbers(
        NDArray zero,
        NDArray one,
        NDArray gradientScale,
        NDArray low,
        NDArray high,
        NDArray featureLow,
        NDArray featureHigh,
        NDArray momentRates,
        NDArray coefficients,
        NDArray skippingCoefficients,
        NDArray squareEpsilon,
        NDArray secondMomentEpsilon,
        NDArray factorEpsilon,
        NDArray statisticEpsilon,
        NDArray normalizationEpsilon,
        NDArray scaleEpsilon,
        NDArray vectorMomentumEpsilon,
        boolean scalesWithParameter) {

    /** Where coefficients stand. */
    static final NDIndex MOMENT_DECAYS = new NDIndex(":, 0:4");

    static final NDIndex FACTORED_DECAYS = new NDIndex(":, 4:7");
    static final NDIndex FACTORED_RATES = new NDIndex(":, 7:10");

    private static final int COEFFICIENTS = 10;

    static NDArrayNumbers of(
            NDManager manager, Decays decays, RuleConstants constants, GradientPolicy policy) {
        NDArrayDecays all = NDArrayDecays.of(manager, decays);
        float bound = bound(constants, policy);
        return new NDArrayNumbers(
                manager.create(0f),
                manager.create(1f),
                policy.scale() == 1 ? null : manager.create(policy.scale()),
                manager.create(-bound),
                manager.create(bound),
                manager.create(-RuleConstants.FEATURE_CLIP),
                manager.create(RuleConstants.FEATURE_CLIP),
                momentRates(manager, all),
                NDArrays.concat(new NDList(all.moment(), all.factored(), all.factoredRate()))
                        .reshape(1, COEFFICIENTS),
                manager.create(
                        new float[] {1, 1, 1, 1, 1, 1, 1, 0, 0, 0}, new Shape(1, COEFFICIENTS)),
                manager.create(RuleConstants.SQUARE_EPSILON),
                manager.create(constants.secondMomentEpsilon()),
                manager.create(constants.factorEpsilon()),
                manager.create(constants.statisticEpsilon()),
                manager.create(constants.normalizationEpsilon()),
                manager.create(constants.scaleEpsilon()),
                constants.vectorMomentumEpsilon() == 0
                        ? null
                        : manager.create(constants.vectorMomentumEpsilon()),
                constants.scalesWithParameter());
    }

    /** [4, 2]: momenta take the gradient, the second moment takes its square. */
    private static NDArray momentRates(NDManager manager, NDArrayDecays decays) {
        float[] takes = {1, 0, 1, 0, 1, 0, 0, 1};
        return manager.create(takes, new Shape(NDArrayDecays.MOMENTS, 2))
                .mul(decays.momentRate().reshape(NDArrayDecays.MOMENTS, 1));
    }

    /** What gradients are clipped to: the policy's bound or the rule's own. */
    static float bound(RuleConstants constants, GradientPolicy policy) {
        return Math.min(policy.clip(), constants.gradientClip());
    }

    /** A gradient as the rule sees it. */
    NDArray clipped(NDArray gradient) {
        NDArray scaled = gradientScale == null ? gradient : gradient.mul(gradientScale);
        return scaled.maximum(low).minimum(high);
    }

    /** What scales a vector's momenta, before its reciprocal square root. */
    NDArray scalingMomenta(NDArray statistics) {
        return vectorMomentumEpsilon == null ? statistics : statistics.add(vectorMomentumEpsilon);
    }

    /** The second gradient feature. */
    NDArray bounded(NDArray g) {
        return g.maximum(featureLow).minimum(featureHigh);
    }
}
