package org.djlcelo.kernel;

/** Loops over the gradient or its square. */
interface GradientLoops {

    /** out = x². Returns the sum over all n elements. */
    float square(float[] out, float[] x, int n);

    /** The sum of exactly n elements from x[from] on. */
    float sum(float[] x, int from, int n);

    /** sums[at + k] += x[from + k], for exactly n elements. */
    void add(float[] sums, int at, float[] x, int from, int n);
}
