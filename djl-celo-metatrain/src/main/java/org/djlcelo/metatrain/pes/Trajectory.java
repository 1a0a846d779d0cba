package org.djlcelo.metatrain.pes;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * An endless sequence of inner training runs (episodes) under changing meta-parameters.
 *
 * <p>All randomness of a trajectory (data, initial parameters, lengths) is its own and must not
 * depend on the meta-parameters, so that two trajectories made alike form an antithetic pair: they
 * see the same batches and restart at the same steps. Confined to one thread at a time.
 */
public interface Trajectory {

    /**
     * Advances by one truncation.
     *
     * @param parameters the (perturbed) trainable meta-parameters, constant during the truncation
     * @param into receives loss, mask and done flag of each of its {@link Unroll#length()} steps
     */
    default void unroll(float[] parameters, Unroll into) {
        unroll(parameters, () -> parameters, into);
    }

    /**
     * Advances by one truncation, with other meta-parameters for episodes that begin after one has
     * ended within it.
     *
     * @param parameters the (perturbed) trainable meta-parameters of the episode in progress
     * @param later gives those of episodes after it; asked at the end of an episode, and what it
     *     gives is not kept
     * @param into receives loss, mask and done flag of each of its {@link Unroll#length()} steps
     */
    void unroll(float[] parameters, Supplier<float[]> later, Unroll into);

    /**
     * Writes everything that the future of this trajectory depends on.
     *
     * @param out where to
     * @throws IOException if it cannot be written
     */
    void save(DataOutput out) throws IOException;

    /**
     * Takes back what {@link #save} of an equally made trajectory wrote.
     *
     * @param in where from
     * @throws IOException if it cannot be read
     */
    void restore(DataInput in) throws IOException;
}
