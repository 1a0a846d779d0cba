package org.djlcelo.kernel;

/** The update rule in plain Java, in loops that HotSpot turns into vector instructions. */
public final class TiledKernel extends ChunkedKernel {

    /** Long enough for the scalar ends of the compiled loops not to matter. */
    private static final int TILE = 1024;

    private static final Loops LOOPS =
            new Loops(
                    TILE,
                    1,
                    new PlainGradient(),
                    new PlainSpread(),
                    new PlainSquares(),
                    new PlainFirstLayer(),
                    new PlainLastLayers());

    /** Creates a kernel that uses the calling thread only. */
    public TiledKernel() {
        this(1);
    }

    /**
     * Creates a kernel.
     *
     * @param threads how many threads may share a large tensor, the calling one included
     */
    public TiledKernel(int threads) {
        super(LOOPS, threads);
    }
}
