package org.djlcelo.eval.experiment;

/**
 * What was measured during a run. A value that was not finite is NaN here and {@code null} in the
 * file.
 *
 * @param trainLoss the loss of each step on its batch, before the update
 * @param evalSteps the number of updates made before each evaluation
 * @param evalTrainLoss mean loss on training batches at each evaluation
 * @param evalTestLoss mean loss on test batches at each evaluation
 * @param evalTestMeasure the task's measure on the same test batches; empty if it has none
 * @param eta the learned multiplier of each step; empty for an optimizer without one
 * @param evalValidLoss mean loss on validation batches at each evaluation; empty if the task holds
 *     none back, and in records made before it was measured
 */
public record Curves(
        float[] trainLoss,
        int[] evalSteps,
        float[] evalTrainLoss,
        float[] evalTestLoss,
        float[] evalTestMeasure,
        float[] eta,
        float[] evalValidLoss) {

    /** The curves of a run of which nothing is known. */
    public static final Curves NONE =
            new Curves(
                    new float[0],
                    new int[0],
                    new float[0],
                    new float[0],
                    new float[0],
                    new float[0],
                    new float[0]);

    /** Reads a curve that an older record lacks as an empty one. */
    public Curves {
        evalValidLoss = evalValidLoss == null ? new float[0] : evalValidLoss;
    }
}
