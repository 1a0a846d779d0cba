package org.djlcelo.lopt;

/**
 * The hyperbolic tangent by {@link Math#exp}, which the JIT compiler knows; Math.tanh it doesn't.
 */
public final class Tanh {

    /** Below it the first two terms of the series are closer than the quotient. */
    private static final double SMALL = 1e-3;

    private Tanh() {}

    /**
     * Returns tanh x.
     *
     * @param x any number
     * @return the value, off by 2e-13 of itself at most
     */
    public static double of(double x) {
        if (Math.abs(x) < SMALL) {
            return x - x * x * x / 3;
        }
        return 1 - 2 / (Math.exp(2 * x) + 1);
    }
}
