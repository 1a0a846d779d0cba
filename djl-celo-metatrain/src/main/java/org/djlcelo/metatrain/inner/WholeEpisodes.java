package org.djlcelo.metatrain.inner;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.Supplier;
import org.djlcelo.metatrain.pes.Trajectory;
import org.djlcelo.metatrain.pes.Unroll;

/**
 * Episodes of which every truncation is a whole one: what plain evolution strategies need. A
 * truncation must be at least as long as the longest episode; steps beyond an episode's end don't
 * count.
 *
 * @param episodes the episodes
 */
public record WholeEpisodes(Episodes episodes) implements Trajectory {

    /** {@inheritDoc} */
    @Override
    public void unroll(float[] parameters, Supplier<float[]> later, Unroll into) {
        episodes.unrollWhole(parameters, into);
    }

    /** {@inheritDoc} */
    @Override
    public void save(DataOutput out) throws IOException {
        episodes.save(out);
    }

    /** {@inheritDoc} */
    @Override
    public void restore(DataInput in) throws IOException {
        episodes.restore(in);
    }
}
