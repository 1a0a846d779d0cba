package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import java.nio.FloatBuffer;

/** Zeroes gradients, which on the PyTorch engine is the optimizer's duty: they add up otherwise. */
final class Gradients {

    private static final float[] ZEROS = new float[4096];

    private Gradients() {}

    /** Zeroes the gradient of an array. */
    static void zero(NDArray array) {
        try (NDArray gradient = array.getGradient()) {
            overwriteWithZeros(gradient);
        }
    }

    /** Writes zeros, because a multiplication by zero or a difference keeps NaN. */
    static void overwriteWithZeros(NDArray array) {
        if (array.getDevice().isGpu()) {
            try (NDArray zeros = array.zerosLike()) {
                zeros.copyTo(array);
            }
        } else {
            zero(array.toByteBuffer(true).asFloatBuffer());
        }
    }

    private static void zero(FloatBuffer buffer) {
        while (buffer.hasRemaining()) {
            buffer.put(ZEROS, 0, Math.min(ZEROS.length, buffer.remaining()));
        }
    }
}
