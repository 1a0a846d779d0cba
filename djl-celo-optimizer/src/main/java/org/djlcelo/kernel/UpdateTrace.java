package org.djlcelo.kernel;

/**
 * Everything the rule computes for one tensor in one step, for comparison with recordings.
 *
 * @param features the 30 channels of every element
 * @param normalized the same over their root mean squares
 * @param outputs the network's outputs for every element
 * @param scale the root mean square of the parameter; 1 for a rule that doesn't scale with it
 * @param step what is subtracted from the parameter
 */
public record UpdateTrace(
        float[][] features, float[][] normalized, float[][] outputs, float scale, float[] step) {}
