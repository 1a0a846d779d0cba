package org.djlcelo.metatrain.inner;

import org.djlcelo.random.KeyedRandom;

/**
 * The range of scales by which a task's parameters are stretched, one for all tensors of an
 * episode.
 *
 * @param low the smallest tau
 * @param high the largest tau; equal to {@code low} for a constant
 */
public record Augmentation(double low, double high) {

    /** What Celo is trained with: six orders of magnitude. */
    public static final Augmentation CELO = new Augmentation(1e-3, 1e3);

    /** Tasks as they are. */
    public static final Augmentation NONE = new Augmentation(1, 1);

    /**
     * Draws a scale.
     *
     * @param random the source of randomness
     * @return tau, its logarithm uniform
     */
    public float draw(KeyedRandom random) {
        return (float) random.nextLogUniform(low, high);
    }
}
