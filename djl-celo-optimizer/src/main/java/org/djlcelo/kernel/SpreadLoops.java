package org.djlcelo.kernel;

/**
 * Loops that give every element of a run what its row and its column have in store for it. They may
 * write a little past the end of the run.
 */
interface SpreadLoops {

    /** out[i][at + k] = x[i][from + k] · y[i][index]. */
    void scale(float[][] out, int at, float[][] x, int from, float[][] y, int index, int n);

    /** out[i][at + k] = x[i][from + k] + y[i][index]. */
    void shift(float[][] out, int at, float[][] x, int from, float[][] y, int index, int n);

    /** out[i][at + k] = x[i][from + k] · y[i][k]. */
    void multiply(float[][] out, int at, float[][] x, int from, float[][] y, int n);

    /** out[i][at + k] = x[i][from + k] + y[i][k]. */
    void add(float[][] out, int at, float[][] x, int from, float[][] y, int n);
}
