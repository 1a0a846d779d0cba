package org.djlcelo.metatrain.pes;

/**
 * How much the losses of an episode count.
 *
 * @param everyStep the weight of each step
 * @param lastStep what the last step has in addition
 */
public record LossWeights(double everyStep, double lastStep) {

    double of(boolean last) {
        return last ? everyStep + lastStep : everyStep;
    }
}
