package org.djlcelo.data;

import java.util.List;

/** A place that data sets come from. */
public interface DataSource {

    /**
     * Returns one half of a data set.
     *
     * @param name the set, one of {@link #names()}
     * @param split which half
     * @return the samples
     * @throws DataException if it is missing, unreadable or malformed; one sentence for the user
     */
    ImageSet load(String name, Split split) throws DataException;

    /**
     * Returns one half of a text collection; the default has none.
     *
     * @param name the set, one of {@link #names()}
     * @param split which half
     * @return the documents
     * @throws DataException if it is missing, unreadable or malformed; one sentence for the user
     */
    default TextSet loadText(String name, Split split) throws DataException {
        throw new DataException(
                "The text \"" + name + "\" is not in " + description() + ", which has no text.");
    }

    /**
     * Returns the sets that this source offers.
     *
     * @return their names, sorted
     * @throws DataException if the place does not exist or cannot be listed
     */
    List<String> names() throws DataException;

    /**
     * Returns what this source is, in words for the user.
     *
     * @return for instance {@code data embedded in the jar}
     */
    String description();
}
