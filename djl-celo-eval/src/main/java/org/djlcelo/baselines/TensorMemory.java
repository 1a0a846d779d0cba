package org.djlcelo.baselines;

import ai.djl.ndarray.NDArray;
import java.nio.FloatBuffer;

/** A parameter and its gradient in the engine's memory, during one update. */
final class TensorMemory {

    private static final float[] ZEROS = new float[4096];

    private final FloatBuffer parameter;
    private final FloatBuffer gradient;
    private final GradientTransform transform;
    private final Tile tile;

    /** What is done with a piece of a tensor: entries start to start + count - 1. */
    interface Visitor {

        /**
         * Visits the first {@code count} entries of two arrays.
         *
         * @param p parameters; kept if they are changed in {@link #update}
         * @param g transformed gradients
         * @param start the flat position of the first
         * @param count how many there are
         */
        void visit(float[] p, float[] g, int start, int count);
    }

    TensorMemory(NDArray parameter, NDArray gradient, GradientTransform transform, Tile tile) {
        this.parameter = floats(parameter);
        this.gradient = floats(gradient);
        this.transform = transform;
        this.tile = tile;
    }

    /** Visits everything, in order. */
    void read(Visitor visitor) {
        int size = parameter.capacity();
        for (int start = 0; start < size; start += Tile.SIZE) {
            visit(visitor, start, Math.min(Tile.SIZE, size - start));
        }
    }

    /** Visits everything, in order, and keeps the parameters that the visitor leaves. */
    void update(Visitor visitor) {
        int size = parameter.capacity();
        for (int start = 0; start < size; start += Tile.SIZE) {
            int count = Math.min(Tile.SIZE, size - start);
            visit(visitor, start, count);
            parameter.put(start, tile.p, 0, count);
        }
    }

    private void visit(Visitor visitor, int start, int count) {
        parameter.get(start, tile.p, 0, count);
        gradient.get(start, tile.g, 0, count);
        transform.apply(tile.p, tile.g, count);
        visitor.visit(tile.p, tile.g, start, count);
    }

    /**
     * What is done with a piece of a tensor and of its state.
     *
     * <p>HotSpot vectorises a loop if it changes one array and has the same index in all of them,
     * so pieces of the state are copied, too, and every array has its own loop.
     */
    interface StateVisitor {

        /**
         * Visits the first {@code count} entries of some arrays, all of which are kept.
         *
         * @param p parameters
         * @param g transformed gradients
         * @param state what is remembered of the parameters
         * @param count how many there are
         */
        void visit(float[] p, float[] g, float[][] state, int count);
    }

    /** Visits everything, in order, and keeps parameters and state that the visitor leaves. */
    void update(StateVisitor visitor, float[]... state) {
        int size = parameter.capacity();
        for (int start = 0; start < size; start += Tile.SIZE) {
            int count = Math.min(Tile.SIZE, size - start);
            for (int i = 0; i < state.length; i++) {
                System.arraycopy(state[i], start, tile.state[i], 0, count);
            }
            visit((p, g, at, n) -> visitor.visit(p, g, tile.state, n), start, count);
            parameter.put(start, tile.p, 0, count);
            for (int i = 0; i < state.length; i++) {
                System.arraycopy(tile.state[i], 0, state[i], start, count);
            }
        }
    }

    /** The whole transformed gradient, row-major. */
    float[] gradient() {
        float[] all = new float[gradient.capacity()];
        read((p, g, start, count) -> System.arraycopy(g, 0, all, start, count));
        return all;
    }

    /** Replaces p by p - factor·direction. */
    void subtract(float factor, float[] direction) {
        update(
                (p, g, start, count) -> {
                    for (int k = 0; k < count; k++) {
                        p[k] -= factor * direction[start + k];
                    }
                });
    }

    /** Writes zeros, because a multiplication by zero or a difference keeps NaN. */
    static void zero(NDArray array) {
        FloatBuffer buffer = floats(array);
        while (buffer.hasRemaining()) {
            buffer.put(ZEROS, 0, Math.min(ZEROS.length, buffer.remaining()));
        }
    }

    /**
     * Checks that writing reaches an array: the buffer of one that isn't contiguous is a copy.
     *
     * @throws IllegalArgumentException if it doesn't
     */
    static void requireShared(NDArray array) {
        if (array.size() == 0) {
            return;
        }
        FloatBuffer first = floats(array);
        float value = first.get(0);
        float other = value == 0 ? 1 : 0;
        first.put(0, other);
        boolean shared = floats(array).get(0) == other;
        first.put(0, value);
        if (!shared) {
            throw new IllegalArgumentException(
                    "A parameter of shape "
                            + array.getShape()
                            + " isn't contiguous in memory; duplicate() it before training");
        }
    }

    private static FloatBuffer floats(NDArray array) {
        return array.toByteBuffer(true).asFloatBuffer();
    }
}
