package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.djlcelo.lopt.SchedulerState;

/** Runs the scheduler once per step and the rule on every tensor, in one kind of memory. */
interface StepEngine extends AutoCloseable {

    /**
     * Begins a step: ends the last one, takes the loss, runs the scheduler.
     *
     * @throws IllegalStateException if no loss was seen, or after too many bad steps
     */
    void beginStep();

    /** Updates one tensor within the step and zeroes its gradient. */
    void update(ParameterKey key, NDArray weight, NDArray gradient);

    /** Steps done, the one in progress included. */
    int step();

    /** η of the last step times the multiplier, NaN before the first; may read from the device. */
    float lastEta();

    /** Hands η of the step in progress on, at once or when it is next read back. */
    void recordEta(EtaConsumer consumer);

    /** Takes values of η in the order of steps. */
    interface EtaConsumer {
        void accept(float eta);
    }

    /** Tensors skipped for a NaN so far. */
    long skippedTensors();

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
     * @param tensors for every parameter id the state arrays by name
     */
    record EngineState(
            SchedulerState.Snapshot schedule, Map<String, Map<String, float[]>> tensors) {}
}
