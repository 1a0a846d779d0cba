package org.djlcelo.eval.task;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.loss.Loss;
import java.util.List;
import java.util.Optional;
import org.djlcelo.data.Split;
import org.djlcelo.random.Key;

/** A task with its data at hand; immutable, shared by all runs of the task. */
public interface Workload {

    /**
     * Returns the data really used.
     *
     * @return one entry per half of each data set
     */
    List<DataUse> data();

    /**
     * Creates a network that is not initialised yet; initialising it gives values that depend on
     * the key alone.
     *
     * @param key the random stream of the initial values
     * @return a new block whose parameters know their initialisers
     */
    Block newNetwork(Key key);

    /**
     * Returns the shapes of a batch's inputs, to initialise the network with.
     *
     * @return one shape per input
     */
    Shape[] inputShapes();

    /**
     * Creates the loss that is minimised and reported.
     *
     * @return a new loss object with a scalar value
     */
    Loss newLoss();

    /**
     * Returns an endless sequence of batches.
     *
     * @param split the half to draw from
     * @param key the random stream of the draws
     * @return the batches, found by number
     */
    Batches batches(Split split, Key key);

    /**
     * Returns an endless sequence of batches of samples that are neither trained on nor test
     * samples; the default holds none back.
     *
     * @param key the random stream of the draws
     * @return the batches, if the task holds such samples back
     */
    default Optional<Batches> validationBatches(Key key) {
        return Optional.empty();
    }

    /**
     * Returns what is measured on test batches beside the loss.
     *
     * @return the measure, if the task has one
     */
    Optional<Measure> measure();
}
