package org.djlcelo.kernel;

/**
 * How the elements of a tensor are shared out in the passes over all of them.
 *
 * <p>The borders depend on the shape alone, and a chunk's sums are added in the chunks' order: that
 * is why results don't depend on the number of threads.
 *
 * <p>Where a tensor's segments (see {@link FactoredMoments}) are long enough, no tile crosses from
 * one into the next, which spares the loops that join what two segments have in store.
 *
 * @param size the number of elements
 * @param length the elements of a chunk; the last may have fewer
 * @param run the elements of a run, which no tile leaves
 * @param tile the elements of a tile; a run's last may have fewer
 */
record Chunks(int size, int length, int run, int tile) {

    /** A tensor of up to so many elements is not worth waking a thread for. */
    private static final int SMALL = 1 << 16;

    private static final int SHORTEST = 1 << 14;
    private static final int PER_TENSOR = 16;

    static Chunks of(TensorLayout layout, Loops loops) {
        int size = layout.size();
        int segment = layout.isFactored() ? layout.second() * layout.after() : size;
        boolean worthIt = segment >= loops.tileSize() / 2 && segment <= SMALL;
        if (worthIt && segment % loops.stride() == 0) {
            int tiles = (segment - 1) / loops.tileSize() + 1;
            int strides = (segment / loops.stride() - 1) / tiles + 1;
            return new Chunks(size, length(size, segment), segment, strides * loops.stride());
        }
        return of(size, loops);
    }

    /** The same without regard to rows. */
    static Chunks of(int size, Loops loops) {
        int length = length(size, loops.tileSize());
        return new Chunks(size, length, length, loops.tileSize());
    }

    /** A chunk's length, a multiple of {@code unit}. */
    private static int length(int size, int unit) {
        if (size <= SMALL) {
            return Math.max(1, size);
        }
        int length = Math.max(SHORTEST, Math.min(SMALL, size / PER_TENSOR));
        return Math.max(1, length / unit) * unit;
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

    /**
     * The elements of the tile that begins at {@code start}, in a chunk that ends at {@code end}.
     */
    int tileAt(int start, int end) {
        return Math.min(Math.min(tile, run - start % run), end - start);
    }
}
