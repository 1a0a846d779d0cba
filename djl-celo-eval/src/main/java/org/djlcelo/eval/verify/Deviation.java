package org.djlcelo.eval.verify;

/**
 * The largest difference between recorded and computed numbers.
 *
 * <p>Where a recorded number is not finite the computed one must be the same (NaN for NaN, the same
 * infinity); otherwise the deviation is infinite.
 */
final class Deviation {

    private double largest;
    private long comparisons;

    /** Compares relative to the largest recorded magnitude of this array. */
    void relative(float[] recorded, float[] computed) {
        double scale = 0;
        for (float value : recorded) {
            if (Float.isFinite(value)) {
                scale = Math.max(scale, Math.abs(value));
            }
        }
        compare(recorded, computed, scale == 0 ? 1 : scale);
    }

    /** Compares relative to a given magnitude. */
    void relativeTo(float scale, float[] recorded, float[] computed) {
        compare(recorded, computed, scale);
    }

    /** Compares as they are. */
    void absolute(float[] recorded, float[] computed) {
        compare(recorded, computed, 1);
    }

    /** Compares two numbers as they are, in double precision. */
    void absolute(double recorded, double computed) {
        comparisons++;
        double difference = Math.abs(recorded - computed);
        largest =
                Math.max(largest, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
    }

    /** Compares two numbers relative to the recorded one. */
    void relative(float recorded, float computed) {
        relative(new float[] {recorded}, new float[] {computed});
    }

    double largest() {
        return largest;
    }

    /** Whether nothing was compared yet. */
    boolean isEmpty() {
        return comparisons == 0;
    }

    private void compare(float[] recorded, float[] computed, double scale) {
        if (recorded.length != computed.length) {
            throw new IllegalStateException(
                    "Recorded are "
                            + recorded.length
                            + " numbers, computed were "
                            + computed.length);
        }
        comparisons += recorded.length;
        for (int i = 0; i < recorded.length; i++) {
            largest = Math.max(largest, difference(recorded[i], computed[i]) / scale);
        }
    }

    private static double difference(float recorded, float computed) {
        if (Float.isFinite(recorded) && Float.isFinite(computed)) {
            return Math.abs((double) recorded - computed);
        }
        return Float.compare(recorded, computed) == 0 ? 0 : Double.POSITIVE_INFINITY;
    }
}
