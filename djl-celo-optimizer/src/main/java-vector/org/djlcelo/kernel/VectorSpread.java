package org.djlcelo.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

final class VectorSpread implements SpreadLoops {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    @Override
    public void scale(float[][] out, int at, float[][] x, int from, float[][] y, int index, int n) {
        scale(out[0], out[1], out[2], at, x[0], x[1], x[2], from, y[0][index], y[1][index], y[2][index], n);
    }

    private static void scale(
            float[] out0, float[] out1, float[] out2, int at, float[] x0, float[] x1, float[] x2, int from,
            float y0, float y1, float y2, int n) {
        for (int k = 0; k < n; k += L) {
            FloatVector.fromArray(S, x0, from + k).mul(y0).intoArray(out0, at + k);
            FloatVector.fromArray(S, x1, from + k).mul(y1).intoArray(out1, at + k);
            FloatVector.fromArray(S, x2, from + k).mul(y2).intoArray(out2, at + k);
        }
    }

    @Override
    public void shift(float[][] out, int at, float[][] x, int from, float[][] y, int index, int n) {
        for (int i = 0; i < out.length; i += 2) {
            shift(out[i], out[i + 1], at, x[i], x[i + 1], from, y[i][index], y[i + 1][index], n);
        }
    }

    private static void shift(
            float[] out0, float[] out1, int at, float[] x0, float[] x1, int from, float y0, float y1, int n) {
        for (int k = 0; k < n; k += L) {
            FloatVector.fromArray(S, x0, from + k).add(y0).intoArray(out0, at + k);
            FloatVector.fromArray(S, x1, from + k).add(y1).intoArray(out1, at + k);
        }
    }

    @Override
    public void multiply(float[][] out, int at, float[][] x, int from, float[][] y, int n) {
        for (int i = 0; i < 3; i++) {
            multiply(out[i], at, x[i], from, y[i], n);
        }
    }

    private static void multiply(float[] out, int at, float[] x, int from, float[] y, int n) {
        for (int k = 0; k < n; k += L) {
            FloatVector.fromArray(S, x, from + k).mul(FloatVector.fromArray(S, y, k)).intoArray(out, at + k);
        }
    }

    @Override
    public void add(float[][] out, int at, float[][] x, int from, float[][] y, int n) {
        for (int i = 0; i < out.length; i++) {
            plus(out[i], at, x[i], from, y[i], n);
        }
    }

    private static void plus(float[] out, int at, float[] x, int from, float[] y, int n) {
        for (int k = 0; k < n; k += L) {
            FloatVector.fromArray(S, x, from + k).add(FloatVector.fromArray(S, y, k)).intoArray(out, at + k);
        }
    }
}
