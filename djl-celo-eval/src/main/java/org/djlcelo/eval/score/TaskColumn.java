package org.djlcelo.eval.score;

import java.util.List;
import org.djlcelo.eval.task.DataUse;

/**
 * One task of a score sheet and the baseline it is judged by.
 *
 * @param task the task's name, with the data set's where the task is known by another one
 * @param data the data really used
 * @param bestAdam the name of the best Adam: lowest final loss, averaged over seeds
 * @param bestAdamLoss its final loss, averaged over seeds
 * @param initialLoss the loss before training, averaged over seeds
 */
public record TaskColumn(
        String task, List<DataUse> data, String bestAdam, double bestAdamLoss, double initialLoss) {

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

    /**
     * Names the data really used, for a caption.
     *
     * @return for instance {@code photos in place of cifar10 (9000 training samples)}
     */
    public String dataName() {
        return DataNames.of(data);
    }
}
