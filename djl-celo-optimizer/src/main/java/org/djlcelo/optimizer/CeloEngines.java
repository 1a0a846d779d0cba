package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
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
record CeloEngines(
        TensorFactory tensors, Scheduler scheduler, OptimizerSettings settings, Kernel kernel)
        implements Engines {

    /** {@inheritDoc} */
    @Override
    public StepEngine create(NDArray weight, LossObserver losses, DoubleConsumer etas) {
        if (weight.getDevice().isGpu() || kernel.isOnArrays()) {
            return new DeviceEngine(settings, tensors, kernel, scheduler, losses, etas, weight);
        }
        return new HostEngine(settings, tensors, kernel, schedule(), losses, etas);
    }

    /** {@inheritDoc} */
    @Override
    public SchedulerState.Snapshot scheduleAtStart() {
        return schedule().read();
    }

    /** {@inheritDoc} */
    @Override
    public Map<String, String> identity() {
        Map<String, String> identity = new LinkedHashMap<>(tensors.identity());
        identity.put("setTotalSteps", Integer.toString(settings.totalSteps()));
        identity.put("optScheduler", Boolean.toString(scheduler != null));
        return identity;
    }

    /** {@inheritDoc} */
    @Override
    public Map<String, Integer> arrayLengths(Shape shape) {
        return tensors.arrayLengths(shape);
    }

    /** The schedule has a place of its own. */
    @Override
    public Map<String, Integer> sharedLengths() {
        return Map.of();
    }

    /** The schedule before the first step. */
    private HostSchedule schedule() {
        if (scheduler == null) {
            return new HostSchedule.Fixed(settings.beginStep());
        }
        SchedulerState state = scheduler.newState(settings.totalSteps());
        state.setStep(settings.beginStep());
        return new HostSchedule.Learned(scheduler, state, settings.nonFinite());
    }
}
