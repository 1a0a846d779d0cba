package org.djlcelo.metatrain.inner;

import org.djlcelo.random.KeyedRandom;

/**
 * Lengths of episodes whose logarithm is uniform: floor(exp(U(ln low, ln high))).
 *
 * @param low the shortest
 * @param high an exclusive bound of the longest
 */
public record Lengths(int low, int high) {

    /** The lengths that Celo is trained on, 100 to 2000 steps. */
    public static final Lengths CELO = new Lengths(100, 2000);

    /** Checks the bounds. */
    public Lengths {
        if (low < 1 || high <= low) {
            throw new IllegalArgumentException(
                    "Episode lengths from " + low + " to " + high + " make no range");
        }
    }

    /**
     * Draws a length.
     *
     * @param random the source of randomness
     * @return at least {@code low}
     */
    public int draw(KeyedRandom random) {
        return (int) random.nextLogUniform(low, high);
    }

    /**
     * Returns the share of inner steps that are no restarts in the long run, E[T] / (E[T] + 1):
     * every episode of T steps is followed by one restart step.
     *
     * @return a little less than 1
     */
    public double countedShare() {
        double mean = mean();
        return mean / (mean + 1);
    }

    /**
     * Returns the expected length.
     *
     * @return E[T]
     */
    public double mean() {
        double range = Math.log(high) - Math.log(low);
        double mean = 0;
        for (int t = low; t < high; t++) {
            mean += t * (Math.log(t + 1) - Math.log(t)) / range;
        }
        return mean;
    }
}
