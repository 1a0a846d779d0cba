package org.djlcelo.metatrain.inner;

import org.djlcelo.random.KeyedRandom;

/**
 * How a task's parameters are stretched in an episode, so that the optimizer meets parameters and
 * gradients of all scales.
 *
 * @param level how many scales an episode has
 * @param low the smallest scale
 * @param high the largest scale; equal to {@code low} for a constant
 */
public record Augmentation(Level level, double low, double high) {

    /** What Celo is trained with: six orders of magnitude, one scale for all tensors. */
    public static final Augmentation CELO = new Augmentation(Level.GLOBAL, 1e-3, 1e3);

    /** Tasks as they are. */
    public static final Augmentation NONE = new Augmentation(Level.NONE, 1, 1);

    /** Half-widths of VeLO's ranges. */
    private static final double[] LIST_HIGHS = {1e3, 1e2, 1e1};

    private static final Level[] LIST_LEVELS = {
        Level.NONE,
        Level.NONE,
        Level.GLOBAL,
        Level.GLOBAL,
        Level.TENSOR,
        Level.TENSOR,
        Level.PARAMETER
    };

    /** How many scales an episode has. */
    public enum Level {
        /** None: tasks as they are. */
        NONE,
        /** One for all parameters. */
        GLOBAL,
        /** One for each tensor. */
        TENSOR,
        /** One for each parameter. */
        PARAMETER,
        /**
         * VeLO's list: in each episode one of none (twice as often as the last), global (twice),
         * tensor (twice) and parameter, within one of the ranges 10^±3, 10^±2 and 10^±1; the range
         * of the record is not used.
         */
        LIST
    }

    /** Checks the range. */
    public Augmentation {
        if (!(low > 0) || !(high >= low) || Double.isInfinite(high)) {
            throw new IllegalArgumentException(
                    "Scales from " + low + " to " + high + " make no range");
        }
    }

    /**
     * Draws the scales of an episode.
     *
     * @param random the source of randomness
     * @param sizes the number of parameters of each tensor
     * @return the scales, their logarithms uniform
     */
    Scales draw(KeyedRandom random, int[] sizes) {
        if (level == Level.LIST) {
            Level one = LIST_LEVELS[random.nextInt(LIST_LEVELS.length)];
            double largest = LIST_HIGHS[random.nextInt(LIST_HIGHS.length)];
            return new Augmentation(one, 1 / largest, largest).draw(random, sizes);
        }
        float[][] scales = new float[sizes.length][];
        float global = level == Level.GLOBAL ? one(random) : 1;
        for (int t = 0; t < sizes.length; t++) {
            scales[t] = new float[level == Level.PARAMETER ? sizes[t] : 1];
            for (int i = 0; i < scales[t].length; i++) {
                boolean own = level == Level.TENSOR || level == Level.PARAMETER;
                scales[t][i] = own ? one(random) : global;
            }
        }
        return new Scales(scales);
    }

    private float one(KeyedRandom random) {
        return (float) random.nextLogUniform(low, high);
    }
}
