package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import java.nio.FloatBuffer;

/** Zeroes gradients, which on the PyTorch engine is the optimizer's duty: they add up otherwise. */
final class Gradients {

    private static final float[] ZEROS = new float[4096];

    private Gradients() {}

    /**
     * Overwrites the gradient of an array with zeros. Overwrites, because a multiplication by zero
     * keeps NaN.
     */
    static void zero(NDArray array) {
        try (NDArray gradient = array.getGradient()) {
            if (array.getDevice().isGpu()) {
                try (NDArray zeros = gradient.zerosLike()) {
                    zeros.copyTo(gradient);
                }
            } else {
                zero(gradient.toByteBuffer(true).asFloatBuffer());
            }
        }
    }

    private static void zero(FloatBuffer buffer) {
        while (buffer.hasRemaining()) {
            buffer.put(ZEROS, 0, Math.min(ZEROS.length, buffer.remaining()));
        }
    }
}
