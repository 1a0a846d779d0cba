package org.djlcelo.eval.bench;

import java.util.List;

/**
 * The racers of a heat.
 *
 * @param racers in the order of their turns
 * @param release frees what they have in common, once they are closed
 */
record Entries(List<Entry> racers, Runnable release) implements AutoCloseable {

    /** Racers that share nothing. */
    Entries(List<Entry> racers) {
        this(racers, () -> {});
    }

    /** {@inheritDoc} */
    @Override
    public void close() {
        racers.forEach(Entry::close);
        release.run();
    }
}
