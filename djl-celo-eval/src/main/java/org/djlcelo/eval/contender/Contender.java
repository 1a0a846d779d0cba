package org.djlcelo.eval.contender;

import ai.djl.nn.Block;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;

/** An optimizer with all its settings: one row of a score table. */
public interface Contender {

    /**
     * Returns the name used on the command line, in file names and in records.
     *
     * @return for instance {@code celo} or {@code adam@0.001}
     */
    String name();

    /**
     * Returns what this contender is a setting of; the best setting of a family is chosen per task.
     *
     * @return for instance {@code adam}
     */
    String family();

    /**
     * Returns what the catalog makes this contender from.
     *
     * @return a name for the command line; {@link #name()} for most
     */
    default String spec() {
        return name();
    }

    /**
     * Returns the constant learning rate, by which the settings of a family are ordered.
     *
     * @return the rate; empty for an optimizer without one
     */
    default OptionalDouble learningRate() {
        return OptionalDouble.empty();
    }

    /**
     * Returns everything that changes this contender's results: it belongs to a record's identity.
     *
     * @return settings by name, the identifier of learned weights among them
     */
    SortedMap<String, String> settings();

    /**
     * Returns where learned weights came from, for the record; the settings hold their identifier.
     *
     * @return a zoo artifact or a file name; empty for other optimizers
     */
    default Optional<String> weightsSource() {
        return Optional.empty();
    }

    /**
     * Creates the optimizer of one run.
     *
     * @param totalSteps the steps that will be done
     * @param threads how many threads the optimizer may use
     * @param network what it will train, not initialised yet
     * @return the live optimizer, to be closed by the caller
     */
    Rig start(int totalSteps, int threads, Block network);
}
