package org.djlcelo.eval.task;

import org.djlcelo.data.DataException;
import org.djlcelo.data.DataSource;
import org.djlcelo.eval.data.DataPlan;

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
     * @param plan where data sets come from and what stands in for them
     * @return the task with its data
     * @throws DataException if a data set is missing, damaged or unfit; one sentence for the user
     */
    Workload open(DataPlan plan) throws DataException;

    /**
     * Loads what the task trains on, with nothing standing in for anything.
     *
     * @param source where data sets come from
     * @return the task with its data
     * @throws DataException if a data set is missing, damaged or unfit; one sentence for the user
     */
    default Workload open(DataSource source) throws DataException {
        return open(DataPlan.of(source));
    }
}
