package org.djlcelo.eval.score;

/**
 * One task of a score sheet and the baseline it is judged by.
 *
 * @param task the task's name
 * @param data the data really used, with its fingerprint where two differ
 * @param bestAdam the name of the best Adam: lowest final loss, averaged over seeds
 * @param bestAdamLoss its final loss, averaged over seeds
 * @param initialLoss the loss before training, averaged over seeds
 */
public record TaskColumn(
        String task, String data, String bestAdam, double bestAdamLoss, double initialLoss) {

    private static final double MEMORISED_SHARE = 0.05;

    /**
     * Tells whether the best Adam ends below 5 % of the initial loss: then the network knows its
     * data by heart, and ratios of such losses say little.
     *
     * @return whether the task is to be marked
     */
    public boolean memorised() {
        return bestAdamLoss < MEMORISED_SHARE * initialLoss;
    }
}
