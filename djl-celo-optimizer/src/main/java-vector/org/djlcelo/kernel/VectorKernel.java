package org.djlcelo.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * The update rule with the JDK's Vector API.
 *
 * <p>HotSpot keeps vectors in registers only where it inlines everything that touches them, and it
 * stops inlining in methods that have grown too large; then it makes an object of each. So every
 * loop here is a method that calls nothing but the API, and none has more than some sixty vector
 * operations.
 */
final class VectorKernel extends ChunkedKernel {

    /** Measured; more elements don't stay in the first-level cache. */
    private static final int TILE = 256;

    /** For loops over two vectors at a time. */
    private static final int STRIDE = 2 * FloatVector.SPECIES_PREFERRED.length();

    private static final Loops LOOPS =
            new Loops(
                    TILE,
                    STRIDE,
                    new VectorGradient(),
                    new VectorSpread(),
                    new VectorSquares(),
                    new VectorFirstLayer(),
                    new VectorLastLayers());

    VectorKernel(int threads) {
        super(LOOPS, threads);
    }
}
