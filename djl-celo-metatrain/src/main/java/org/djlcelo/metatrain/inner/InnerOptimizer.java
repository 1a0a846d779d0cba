package org.djlcelo.metatrain.inner;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What moves the parameters of an inner run, with its state; one per trajectory. */
public interface InnerOptimizer {

    /**
     * Takes other meta-parameters, keeping the state of the run.
     *
     * @param trainable the meta-parameters that are being trained
     */
    void use(float[] trainable);

    /**
     * Starts a new run.
     *
     * @param totalSteps its planned number of steps
     */
    void restart(int totalSteps);

    /**
     * Makes one step.
     *
     * @param loss the loss before the step
     * @param parameters the tensors, changed
     * @param gradients the gradients, unchanged
     */
    void update(float loss, float[][] parameters, float[][] gradients);

    /**
     * Writes the state of the run.
     *
     * @param out where to
     * @throws IOException if it cannot be written
     */
    void save(DataOutput out) throws IOException;

    /**
     * Takes back what {@link #save} wrote.
     *
     * @param totalSteps the planned number of steps of the saved run
     * @param in where from
     * @throws IOException if it cannot be read
     */
    void restore(int totalSteps, DataInput in) throws IOException;
}
