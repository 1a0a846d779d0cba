package org.djlcelo.eval.experiment;

/** Hears of progress; called on the training thread. */
@FunctionalInterface
public interface StepListener {

    /** A training step of the current run was done. */
    void stepDone();
}
