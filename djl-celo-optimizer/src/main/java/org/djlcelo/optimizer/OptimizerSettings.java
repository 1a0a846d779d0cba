package org.djlcelo.optimizer;

import ai.djl.ndarray.types.Shape;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.djlcelo.kernel.GradientPolicy;

/**
 * What a learned optimizer was built with, apart from its weights.
 *
 * @param totalSteps the planned number of steps T
 * @param beginStep steps counted as done before the first one
 * @param multiplier multiplies η, or stands for it when there is no scheduler
 * @param nonFinite what happens to non-finite gradients and losses
 * @param gradientScale multiplies gradients
 * @param gradientClip bounds gradients to plus and minus this; infinite for no bound
 * @param weightDecay decoupled weight decay per step of learning rate {@code 0.001·η}
 * @param decayFilter which shapes the decay applies to
 * @param parallelism the threads of an update on a CPU
 * @param stepTensors which tensors are known to make up a step
 */
record OptimizerSettings(
        int totalSteps,
        int beginStep,
        float multiplier,
        NonFinite nonFinite,
        float gradientScale,
        float gradientClip,
        float weightDecay,
        Predicate<Shape> decayFilter,
        int parallelism,
        Supplier<StepTensors> stepTensors) {

    GradientPolicy gradientPolicy() {
        return new GradientPolicy(gradientScale, gradientClip, nonFinite == NonFinite.SKIP);
    }

    /** The decay of a tensor's weights relative to η. */
    float decayOf(Shape shape, float stepMultiplier) {
        return decayFilter.test(shape) ? weightDecay * stepMultiplier : 0;
    }
}
