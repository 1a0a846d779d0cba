package org.djlcelo.kernel;

/** How the pass over the squared gradient is split into rectangles. */
record Blocks(int blocks, int rows, int rowLength, int height, int width) {

    private static final int ELEMENTS = 1 << 16;
    private static final int ROWS = 64;

    /** Sums along a column are in float. */
    private static final int MAX_ROWS = 512;

    static Blocks of(TensorLayout layout, int tileSize) {
        int rows = layout.first();
        int rowLength = layout.between() * layout.second() * layout.after();
        int width = Math.min(rowLength, roundUp(ELEMENTS / Math.min(rows, ROWS), tileSize));
        int height = Math.min(rows, Math.min(MAX_ROWS, Math.max(ROWS, ELEMENTS / width)));
        return new Blocks(layout.before(), rows, rowLength, height, width);
    }

    private static int roundUp(int x, int unit) {
        return (x + unit - 1) / unit * unit;
    }

    int groups() {
        return (rows + height - 1) / height;
    }

    int stripes() {
        return (rowLength + width - 1) / width;
    }

    int count() {
        return blocks * groups() * stripes();
    }
}
