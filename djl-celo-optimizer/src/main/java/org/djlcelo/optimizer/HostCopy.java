package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;

/**
 * Arrays whose memory Java can't work on: a buffer of one that isn't contiguous is a copy, and none
 * is longer than 2 GB.
 */
final class HostCopy {

    /** A quarter of a buffer's limit in bytes, rounded down to what is surely below it. */
    static final int LONGEST = (1 << 29) - 1;

    private static final NDIndex ALL = new NDIndex("...");

    private HostCopy() {}

    /** Writes zeros. */
    static void zero(NDArray array) {
        try (NDArray zeros = array.zerosLike()) {
            array.set(ALL, zeros);
        }
    }

    /** Whether writing to the array's buffer writes to the array. */
    static boolean isNeeded(NDArray array) {
        if (array.size() == 0) {
            return false;
        }
        if (array.size() > LONGEST) {
            return true;
        }
        FloatBuffer first = buffer(array);
        float value = first.get(0);
        float other = value == 0 ? 1 : 0;
        first.put(0, other);
        boolean shared = buffer(array).get(0) == other;
        first.put(0, value);
        return !shared;
    }

    /** The values as the engine orders them: the array's memory where that is possible. */
    static FloatBuffer buffer(NDArray array) {
        return array.toByteBuffer(true).asFloatBuffer();
    }

    /** Copies the values, in pieces of at most so many elements. */
    static float[] read(NDArray array, int piece) {
        float[] values = new float[Math.toIntExact(array.size())];
        read(array, values, piece);
        return values;
    }

    /** Copies the values into an array of their number, in pieces of at most so many elements. */
    static void read(NDArray array, float[] values, int piece) {
        try (NDArray flat = array.reshape(-1)) {
            for (int start = 0; start < values.length; start += piece) {
                int n = Math.min(piece, values.length - start);
                try (NDArray part = flat.get(range(start, n))) {
                    buffer(part).get(values, start, n);
                }
            }
        }
    }

    /** Writes values that {@link #read} has copied. */
    static void write(NDArray array, float[] values, int piece) {
        NDManager manager = array.getManager();
        // the engine writes in place to a detached handle only, and copyTo would miss its strides
        try (NDArray target = array.stopGradient();
                NDArray flat = manager.create(new Shape(values.length))) {
            for (int start = 0; start < values.length; start += piece) {
                int n = Math.min(piece, values.length - start);
                FloatBuffer part = FloatBuffer.wrap(values, start, n).slice();
                try (NDArray fresh = manager.create(part, new Shape(n))) {
                    flat.set(range(start, n), fresh);
                }
            }
            try (NDArray shaped = flat.reshape(array.getShape())) {
                target.set(ALL, shaped);
            }
        }
    }

    /** Writes values by the array's own memory where that is possible. */
    static void overwrite(NDArray array, float[] values) {
        if (isNeeded(array)) {
            write(array, values, LONGEST);
        } else {
            buffer(array).put(values);
        }
    }

    private static NDIndex range(int start, int n) {
        return new NDIndex("{}:{}", (long) start, (long) start + n);
    }
}
