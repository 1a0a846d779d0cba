package org.djlcelo.kernel;

import java.nio.FloatBuffer;

/** Writes zeros into buffers. */
public final class Zeros {

    private static final float[] ZEROS = new float[4096];

    private Zeros() {}

    /**
     * Zeroes a run.
     *
     * @param buffer where to write; its position stays
     * @param start the index of the first element
     * @param end the index behind the last element
     */
    public static void write(FloatBuffer buffer, int start, int end) {
        for (int at = start, n; at < end; at += n) {
            n = Math.min(ZEROS.length, end - at);
            buffer.put(at, ZEROS, 0, n);
        }
    }
}
