package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import java.util.function.DoubleConsumer;
import org.djlcelo.lopt.Scheduler;
import org.djlcelo.lopt.SchedulerState;

/**
 * Picks where an optimizer computes: in Java for parameters on a CPU, in the engine's arrays for
 * parameters on an accelerator.
 *
 * @param tensors the rule
 * @param scheduler the learned schedule, null for the rule alone
 * @param settings what the optimizer was built with
 * @param kernel what computes
 */
record Engines(
        TensorFactory tensors, Scheduler scheduler, OptimizerSettings settings, Kernel kernel) {

    /**
     * Creates an engine.
     *
     * @param weight the first parameter, which decides where
     * @param losses where the engine takes its losses from
     * @param etas takes η of every step, in order
     */
    StepEngine create(NDArray weight, LossObserver losses, DoubleConsumer etas) {
        if (weight.getDevice().isGpu() || kernel == Kernel.NDARRAY) {
            return new DeviceEngine(settings, tensors, scheduler, losses, etas, weight);
        }
        return new HostEngine(settings, tensors, kernel, schedule(), losses, etas);
    }

    /** The schedule before the first step. */
    HostSchedule schedule() {
        if (scheduler == null) {
            return new HostSchedule.Fixed(settings.beginStep());
        }
        SchedulerState state = scheduler.newState(settings.totalSteps());
        state.setStep(settings.beginStep());
        return new HostSchedule.Learned(scheduler, state, settings.nonFinite());
    }
}
