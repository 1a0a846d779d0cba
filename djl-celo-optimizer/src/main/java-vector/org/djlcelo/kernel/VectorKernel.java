package org.djlcelo.kernel;

/** The update rule with the Vector API; see {@link ChunkedKernel}. */
final class VectorKernel extends ChunkedKernel {

    private static final Loops LOOPS =
            new Loops(
                    Integer.getInteger("tile", 256),
                    new VectorGradient(),
                    new VectorSpread(),
                    new VectorSquares(),
                    new VectorFirstLayer(),
                    new VectorLastLayers());

    VectorKernel(int threads) {
        super(LOOPS, threads);
    }
}
