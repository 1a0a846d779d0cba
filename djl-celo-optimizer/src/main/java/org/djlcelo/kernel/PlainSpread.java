package org.djlcelo.kernel;

/** Loops over runs of rows and columns in plain Java. */
final class PlainSpread implements SpreadLoops {

    @Override
    public void scale(float[][] out, int at, float[][] x, int from, float[][] y, int index, int n) {
        for (int i = 0; i < out.length; i++) {
            scale(out[i], at, x[i], from, y[i][index], n);
        }
    }

    private static void scale(float[] out, int at, float[] x, int from, float y, int n) {
        System.arraycopy(x, from, out, at, n);
        for (int k = at; k < at + n; k++) {
            out[k] = out[k] * y;
        }
    }

    @Override
    public void shift(float[][] out, int at, float[][] x, int from, float[][] y, int index, int n) {
        for (int i = 0; i < out.length; i++) {
            shift(out[i], at, x[i], from, y[i][index], n);
        }
    }

    private static void shift(float[] out, int at, float[] x, int from, float y, int n) {
        System.arraycopy(x, from, out, at, n);
        for (int k = at; k < at + n; k++) {
            out[k] = out[k] + y;
        }
    }

    @Override
    public void multiply(float[][] out, int at, float[][] x, int from, float[][] y, int n) {
        for (int i = 0; i < out.length; i++) {
            multiply(out[i], at, x[i], from, y[i], n);
        }
    }

    private static void multiply(float[] out, int at, float[] x, int from, float[] y, int n) {
        for (int k = 0; k < n; k++) {
            out[at + k] = x[from + k] * y[k];
        }
    }

    @Override
    public void add(float[][] out, int at, float[][] x, int from, float[][] y, int n) {
        for (int i = 0; i < out.length; i++) {
            add(out[i], at, x[i], from, y[i], n);
        }
    }

    private static void add(float[] out, int at, float[] x, int from, float[] y, int n) {
        for (int k = 0; k < n; k++) {
            out[at + k] = x[from + k] + y[k];
        }
    }
}
