package org.djlcelo.kernel;

/** Loops over the gradient or its square. */
interface GradientLoops {

    /** Whether some |x| is above the bound, or NaN. */
    boolean exceeds(float[] x, float bound, int n);

    /** out = x². */
    void square(float[] out, float[] x, int n);

    /** The sum of exactly n elements from x[from] on. */
    float sum(float[] x, int from, int n);

    /** sums[at + k] += x[from + k], for exactly n elements. */
    void add(float[] sums, int at, float[] x, int from, int n);
}
