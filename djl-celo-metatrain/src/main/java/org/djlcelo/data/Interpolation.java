package org.djlcelo.data;

/**
 * Where one output position of a linear resize lies between two input positions.
 *
 * @param low the lower neighbour
 * @param high the upper neighbour, equal to {@code low} at the border
 * @param fraction the weight of the upper neighbour
 */
record Interpolation(int low, int high, float fraction) {

    /** Half-pixel centres: (i + 0.5) in/out - 0.5, clamped to [0, in - 1]. */
    static Interpolation at(int index, int in, int out) {
        double position = (index + 0.5) * in / out - 0.5;
        double clamped = Math.max(0, Math.min(in - 1, position));
        int low = (int) clamped;
        return new Interpolation(low, Math.min(low + 1, in - 1), (float) (clamped - low));
    }
}
