package org.djlcelo.lopt;

/**
 * The learned rule that moves one tensor by one step, as a value.
 *
 * <p>With gradient g, parameter p and accumulators updated by g, 30 normalised features x of every
 * element go through a small network, and
 *
 * <pre>
 *   (d, q) = mlp(x)
 *   step   = η · stepMultiplier · d · exp(exponentMultiplier · q) · sqrt(mean(p²) + scaleEpsilon)
 *   p      ← p - step
 * </pre>
 *
 * without the last factor for a rule whose steps don't scale with parameters (specification,
 * sections 2.4 to 2.7; paper, section 4). η is 1 for the rule alone and comes from the {@link
 * Scheduler} otherwise. The implementations are in {@code org.djlcelo.kernel}; {@code ScalarKernel}
 * there reads like the formulas.
 *
 * @param mlp the network
 * @param decays the accumulators' decay rates
 * @param constants epsilons, bounds and multipliers
 */
public record UpdateRule(Mlp mlp, Decays decays, RuleConstants constants) {

    /**
     * Returns Celo's rule.
     *
     * @param theta meta-parameters of an architecture with an update rule
     * @return the rule
     * @throws IllegalArgumentException if the architecture has none
     */
    public static UpdateRule of(MetaParameters theta) {
        return new UpdateRule(Mlp.of(theta), Decays.CELO, RuleConstants.CELO);
    }
}
