package org.djlcelo.baselines;

/**
 * One configuration of {@link NAdamW} with its {@link CosineSchedule}: an entry of the list of 1000
 * that Metz et al. published (arXiv 2002.11887), or one of your own.
 *
 * @param learningRate the highest rate
 * @param beta1 the decay of the mean gradient
 * @param beta2 the decay of the mean squared gradient
 * @param epsilon added to the root in the denominator
 * @param momentum how the momentum enters the step
 * @param weightDecay weight decay apart from the gradient
 * @param l2 what is multiplied with the parameter and subtracted from the gradient
 * @param warmupFraction 0 for no warm-up
 * @param minMultiplier the last rate relative to the highest
 * @param constantFraction the share of steps before the descent
 */
public record NAdamWConfiguration(
        float learningRate,
        float beta1,
        float beta2,
        float epsilon,
        NAdamW.Momentum momentum,
        float weightDecay,
        float l2,
        float warmupFraction,
        float minMultiplier,
        float constantFraction) {

    /**
     * Returns the learning rates for a number of steps.
     *
     * @param totalSteps the number of steps that will be done
     * @return the schedule
     */
    public CosineSchedule schedule(int totalSteps) {
        return new CosineSchedule(
                learningRate, totalSteps, minMultiplier, constantFraction, warmupFraction);
    }

    /**
     * Builds the optimizer.
     *
     * @param totalSteps the number of steps that will be done, on which the schedule depends
     * @return the optimizer
     */
    public NAdamW optimizer(int totalSteps) {
        return NAdamW.builder()
                .setLearningRateTracker(schedule(totalSteps))
                .optBeta1(beta1)
                .optBeta2(beta2)
                .optEpsilon(epsilon)
                .optL2(l2)
                .optMomentum(momentum)
                .optWeightDecays(weightDecay)
                .build();
    }
}
