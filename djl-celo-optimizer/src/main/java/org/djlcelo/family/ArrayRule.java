package org.djlcelo.family;

import ai.djl.ndarray.NDManager;
import org.djlcelo.lopt.MetaParameters;

/**
 * A rule that also computes on an engine's arrays, so that on an accelerator nothing leaves the
 * device. A {@link LearnedRule} that isn't one works there, too, in Java and with copies.
 */
public interface ArrayRule extends LearnedRule {

    /**
     * Begins a run on an engine's arrays.
     *
     * @param theta meta-parameters of {@link #architecture}
     * @param plan the tensors and the planned number of steps; kernel, threads and trace play no
     *     role
     * @param manager owns all arrays of the run and says on which device they are
     * @return the run
     */
    ArrayRun beginOnArrays(MetaParameters theta, RunPlan plan, NDManager manager);
}
