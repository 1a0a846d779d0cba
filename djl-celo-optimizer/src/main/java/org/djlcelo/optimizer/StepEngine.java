package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.djlcelo.lopt.SchedulerState;

/** Runs the scheduler once per step and the rule on every tensor, in one kind of memory. */
interface StepEngine extends AutoCloseable {

    /**
     * Begins a step: takes the loss and runs the scheduler.
     *
     * @throws IllegalStateException if no loss was seen, or after too many bad steps in a row
     */
    void beginStep();

    /**
     * Updates one tensor within the step and zeroes its gradient.
     *
     * @throws IllegalStateException after too many bad steps in a row
     */
    void update(ParameterKey key, NDArray weight, NDArray gradient);

    /** Steps done, the one in progress included. */
    int step();

    /** η of the last step times the multiplier, NaN before the first; may read from the device. */
    float lastEta();

    /** Tensors skipped for a NaN so far; on a device as of the last read-back. */
    long skippedTensors();

    /** Hands on what is still on the device: values of η, warnings. */
    void flush();

    /** Everything to go on from here; tensors by parameter id. */
    EngineState read();

    /** Continues from a saved state; tensors not yet seen are restored when they come. */
    void write(EngineState state);

    /** {@inheritDoc} */
    @Override
    void close();

    /**
     * What an engine saves.
     *
     * @param schedule the scheduler's state
     * @param shared other state arrays that belong to no tensor, by name
     * @param tensors for every parameter id the state arrays by name
     */
    record EngineState(
            SchedulerState.Snapshot schedule,
            Map<String, float[]> shared,
            Map<String, Map<String, float[]>> tensors) {}
}
