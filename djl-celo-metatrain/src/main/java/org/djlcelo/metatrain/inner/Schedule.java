package org.djlcelo.metatrain.inner;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.djlcelo.lopt.Architecture;

/** The scheduler of an inner run, under changing meta-parameters, with the run's state. */
interface Schedule {

    /**
     * Takes a copy of meta-parameters.
     *
     * @param vector the values
     * @param names what stands where, with at least the scheduler's tensors
     */
    void use(float[] vector, Architecture names);

    /** Starts a run of so many planned steps. */
    void restart(int totalSteps);

    /**
     * Chooses the multipliers of a step.
     *
     * @param loss the loss before the step
     * @param parameters the tensors before the step
     */
    void step(float loss, float[][] parameters);

    /** η of a tensor in the last step. */
    float eta(int tensor);

    /** η of the last step, its mean where tensors differ; NaN before the first. */
    float lastEta();

    /** Writes the state of the run. */
    void save(DataOutput out) throws IOException;

    /** Takes back what {@link #save} wrote of a run of so many planned steps. */
    void restore(int totalSteps, DataInput in) throws IOException;
}
