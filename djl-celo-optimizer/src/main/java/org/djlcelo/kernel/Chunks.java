package org.djlcelo.kernel;

/**
 * How the elements of a tensor are shared out in the passes over all of them.
 *
 * <p>The borders depend on the size alone, and a chunk's sums are added in the chunks' order: that
 * is why results don't depend on the number of threads.
 *
 * @param size the number of elements
 * @param length the elements of a chunk; the last may have fewer
 */
record Chunks(int size, int length) {

    /** A tensor of up to so many elements is not worth waking a thread for. */
    private static final int SMALL = 1 << 16;

    private static final int SHORTEST = 1 << 14;
    private static final int PER_TENSOR = 16;

    static Chunks of(int size, int tileSize) {
        if (size <= SMALL) {
            return new Chunks(size, size);
        }
        int length = Math.max(SHORTEST, Math.min(SMALL, size / PER_TENSOR));
        return new Chunks(size, length / tileSize * tileSize);
    }

    int count() {
        return (int) (((long) size + length - 1) / length);
    }

    int start(int chunk) {
        return chunk * length;
    }

    int end(int chunk) {
        return Math.min(length, size - start(chunk)) + start(chunk);
    }
}
