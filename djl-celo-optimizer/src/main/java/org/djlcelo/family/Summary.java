package org.djlcelo.family;

import org.djlcelo.kernel.Totals;

/** Numbers about an array that recurrent rules look at; sums are in double. */
final class Summary {

    private Summary() {}

    static float mean(float[]... arrays) {
        double sum = 0;
        for (float[] values : arrays) {
            sum += Totals.BEST.of(values, values.length);
        }
        return (float) (sum / count(arrays));
    }

    static float meanMagnitude(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += Math.abs(value);
        }
        return (float) (sum / values.length);
    }

    static float meanSquare(float[] values) {
        return (float) (Totals.BEST.ofSquares(values, values.length) / values.length);
    }

    /** The mean squared distance from the mean. */
    static float variance(float mean, float[]... arrays) {
        double sum = 0;
        for (float[] values : arrays) {
            sum += Totals.BEST.ofSquaredDistances(values, values.length, mean);
        }
        return (float) (sum / count(arrays));
    }

    private static int count(float[][] arrays) {
        int count = 0;
        for (float[] values : arrays) {
            count += values.length;
        }
        return count;
    }

    /** {@code clip(ln(1e-8 + |x|), -5, 5)}. */
    static float logMagnitude(double x) {
        return (float) clip(Math.log(1e-8 + Math.abs(x)), 5);
    }

    static double clip(double x, double bound) {
        return Math.max(-bound, Math.min(bound, x));
    }

    /** A copy with every value within plus and minus a bound. */
    static float[] clip(float[] values, float bound) {
        float[] clipped = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            clipped[i] = Math.max(-bound, Math.min(bound, values[i]));
        }
        return clipped;
    }

    /** Moves an average: {@code decay·old + (1 - decay)·value}. */
    static float average(float decay, float old, float value) {
        return decay * old + (1 - decay) * value;
    }
}
