package org.djlcelo.eval.bench;

/** A racer on a course, ready to step; lives in a fork and in one thread. */
interface Entry extends AutoCloseable {

    /**
     * Gets ready for a turn, unmeasured: values that drift from step to step go back to their
     * start.
     */
    default void rewind() {}

    /** What is measured. */
    void step();

    /** {@inheritDoc} */
    @Override
    default void close() {}
}
