package org.djlcelo.metatrain.inner;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** An inner optimizer that is being meta-trained: its rule changes while its runs go on. */
public interface LearnedOptimizer extends InnerOptimizer {

    /**
     * Takes other meta-parameters, keeping the state of the run.
     *
     * @param trainable the meta-parameters that are being trained
     */
    void use(float[] trainable);

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
