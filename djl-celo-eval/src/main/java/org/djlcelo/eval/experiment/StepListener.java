package org.djlcelo.eval.experiment;

/** Hears of a run's progress. */
@FunctionalInterface
public interface StepListener {

    /**
     * Training steps of the current run were done.
     *
     * @param done how many are done by now; smaller than before if the run was begun again
     */
    void stepsDone(int done);
}
