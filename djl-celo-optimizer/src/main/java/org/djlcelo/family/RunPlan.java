package org.djlcelo.family;

import java.util.List;
import org.djlcelo.kernel.HostKernel;
import org.djlcelo.kernel.TensorLayout;

/**
 * What a run is begun with.
 *
 * @param tensors the tensors that it will move, in the order of all arrays of parameters
 * @param totalSteps the planned number of steps, at least 1; rules without {@link Need#TOTAL_STEPS}
 *     ignore it
 * @param kernel computes the rules that share Celo's network
 * @param threads how many threads that kernel may use; results don't depend on it
 * @param trace is told of intermediate values
 */
public record RunPlan(
        List<TensorLayout> tensors,
        int totalSteps,
        HostKernel kernel,
        int threads,
        RunTrace trace) {

    /** Copies the list and checks the number of steps. */
    public RunPlan {
        tensors = List.copyOf(tensors);
        if (totalSteps < 1) {
            throw new IllegalArgumentException(
                    "The number of planned steps must be at least 1, not " + totalSteps);
        }
    }

    /**
     * Plans a run on one thread with the fastest kernel.
     *
     * @param tensors the tensors
     * @param totalSteps the planned number of steps
     * @return the plan
     */
    public static RunPlan of(List<TensorLayout> tensors, int totalSteps) {
        return new RunPlan(tensors, totalSteps, HostKernel.best(), 1, RunTrace.NONE);
    }

    /**
     * Returns the same plan with another kernel.
     *
     * @param other the kernel
     * @param atMost how many threads it may use
     * @return the plan
     */
    public RunPlan withKernel(HostKernel other, int atMost) {
        return new RunPlan(tensors, totalSteps, other, atMost, trace);
    }

    /**
     * Returns the same plan with a listener.
     *
     * @param listener is told of intermediate values
     * @return the plan
     */
    public RunPlan withTrace(RunTrace listener) {
        return new RunPlan(tensors, totalSteps, kernel, threads, listener);
    }
}
