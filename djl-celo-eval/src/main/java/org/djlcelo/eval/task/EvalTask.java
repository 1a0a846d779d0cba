package org.djlcelo.eval.task;

import org.djlcelo.data.DataException;
import org.djlcelo.data.DataSource;

/** Something to train, described; the data are not loaded yet. */
public interface EvalTask {

    /**
     * Returns the name used on the command line and in records.
     *
     * @return lower case, parts joined with hyphens
     */
    String name();

    /**
     * Returns the revision of the definition, which belongs to a record's identity: it is raised
     * when a change of the task changes its results.
     *
     * @return 1 for the first definition
     */
    int revision();

    /**
     * Returns one line for lists and reports.
     *
     * @return network, data and loss in words
     */
    String summary();

    /**
     * Loads what the task trains on.
     *
     * @param source where data sets come from
     * @return the task with its data
     * @throws DataException if a data set is missing or damaged; one sentence for the user
     */
    Workload open(DataSource source) throws DataException;
}
