package org.djlcelo.kernel;

/**
 * How the pass over the squared gradient is split: into rectangles of the matrix whose rows are the
 * runs of memory with the same places on all axes up to the first factored one.
 *
 * <p>Long rows are cut into stripes, and several rows make a group. So neither the sums along (one
 * set for each group) nor those across (one for each stripe) take memory of the tensor's order.
 *
 * @param blocks how many such matrices there are, for axes before the first factored one
 * @param rows the rows of a matrix
 * @param rowLength the elements of a row
 * @param height the rows of a group; the last may have fewer
 * @param width the elements of a stripe in a row; the last may have fewer
 */
record Blocks(int blocks, int rows, int rowLength, int height, int width) {

    private static final int ELEMENTS = 1 << 16;
    private static final int MIN_ROWS = 64;

    /** Sums over rows are in float until they leave the group. */
    private static final int MAX_ROWS = 512;

    static Blocks of(TensorLayout layout, int tileSize) {
        int rows = layout.first();
        int rowLength = layout.between() * layout.second() * layout.after();
        int share = ELEMENTS / Math.min(rows, MIN_ROWS);
        int width = Math.min(rowLength, (share + tileSize - 1) / tileSize * tileSize);
        int height = Math.min(MAX_ROWS, Math.max(MIN_ROWS, ELEMENTS / width));
        return new Blocks(layout.before(), rows, rowLength, Math.min(rows, height), width);
    }

    int groups() {
        return (rows + height - 1) / height;
    }

    int stripes() {
        return (rowLength - 1) / width + 1;
    }

    int count() {
        return blocks * groups() * stripes();
    }
}
