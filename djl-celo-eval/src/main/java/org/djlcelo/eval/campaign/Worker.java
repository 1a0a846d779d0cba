package org.djlcelo.eval.campaign;

import org.djlcelo.eval.experiment.RunRecord;
import org.djlcelo.eval.experiment.StepListener;

/** Makes one run after the other. */
public interface Worker extends AutoCloseable {

    /**
     * Makes a run.
     *
     * @param run what to run
     * @param listener is told of its steps
     * @return the record; a failure is a record, too
     * @throws org.djlcelo.eval.UserException if no run can be made at all
     * @throws java.util.concurrent.CancellationException if the worker was closed meanwhile
     */
    RunRecord run(PlannedRun run, StepListener listener);

    /** Ends the current run, if there is one, without a record. */
    @Override
    default void close() {}
}
