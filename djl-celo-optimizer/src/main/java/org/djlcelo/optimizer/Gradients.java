package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import org.djlcelo.kernel.Zeros;

/** Zeroes gradients, which on the PyTorch engine is the optimizer's duty: they add up otherwise. */
final class Gradients {

    private static final NDIndex ALL = new NDIndex(":");

    private Gradients() {}

    /** Zeroes the gradient of an array. */
    static void zero(NDArray array) {
        try (NDArray gradient = array.getGradient()) {
            overwriteWithZeros(gradient);
        }
    }

    /** The same for a parameter on the host, with what its tensor has for it. */
    static void zero(NDArray array, HostTensor tensor) {
        try (NDArray gradient = array.getGradient()) {
            tensor.zero(HostCopy.buffer(gradient));
        }
    }

    /** The same where Java can't work on the gradient's memory. */
    static void zeroCopied(NDArray array) {
        try (NDArray gradient = array.getGradient()) {
            HostCopy.zero(gradient);
        }
    }

    /** Zeroes the gradient of an array, whose memory Java may or may not be able to work on. */
    static void zeroAnywhere(NDArray array) {
        if (array.getDevice().isGpu() || !HostCopy.isNeeded(array)) {
            zero(array);
        } else {
            zeroCopied(array);
        }
    }

    /** Writes zeros, because a multiplication by zero or a difference keeps NaN. */
    static void overwriteWithZeros(NDArray array) {
        if (array.getDevice().isGpu()) {
            // a copy on the device; copyTo would go through the host
            try (NDArray zero = array.getManager().zeros(new Shape());
                    NDArray target = array.isScalar() ? array.reshape(1) : array.stopGradient()) {
                target.set(ALL, zero);
            }
        } else {
            FloatBuffer buffer = array.toByteBuffer(true).asFloatBuffer();
            Zeros.write(buffer, 0, buffer.limit());
        }
    }
}
