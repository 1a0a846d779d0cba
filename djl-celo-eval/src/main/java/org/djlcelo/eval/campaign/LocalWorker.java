package org.djlcelo.eval.campaign;

import org.djlcelo.eval.experiment.Environment;
import org.djlcelo.eval.experiment.RunRecord;
import org.djlcelo.eval.experiment.StepListener;
import org.djlcelo.eval.experiment.TrainingRun;

/**
 * Makes runs in this JVM. There can be only one, for DJL allows one gradient collector per JVM.
 *
 * @param environment what this JVM is
 */
public record LocalWorker(Environment environment) implements Worker {

    /** {@inheritDoc} */
    @Override
    public RunRecord run(PlannedRun run, StepListener listener) {
        return new TrainingRun(run.experiment(), environment, listener).run();
    }
}
