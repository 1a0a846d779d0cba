package org.djlcelo.eval.experiment;

/**
 * When and how much is evaluated during training (task specification, section 4).
 *
 * @param evalEvery steps between evaluations, the first before step 0
 * @param evalBatches batches of each split per evaluation
 * @param finalBatches batches of each split in the evaluation after the last step
 */
public record Protocol(int evalEvery, int evalBatches, int finalBatches) {

    /** Every 10 steps on 5 batches, at the end on 10. */
    public static final Protocol STANDARD = new Protocol(10, 5, 10);

    boolean evaluatesBefore(int step) {
        return step % evalEvery == 0;
    }
}
