package org.djlcelo.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The layers after the first with the Vector API. */
final class VectorLastLayers implements LastLayersLoops {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    /** Places for four vectors, so that none waits for the one before. */
    private static final int LANES = 4 * L;

    @Override
    public void hidden(Tile tile, float[] w, float[] b) {
        int n = tile.n;
        float[] x0 = tile.first[0];
        float[] out0 = tile.second[0];
        float[] x1 = tile.first[1];
        float[] out1 = tile.second[1];
        float[] x2 = tile.first[2];
        float[] out2 = tile.second[2];
        float[] x3 = tile.first[3];
        float[] out3 = tile.second[3];
        FloatVector b0 = FloatVector.broadcast(S, b[0]);
        FloatVector b1 = FloatVector.broadcast(S, b[1]);
        FloatVector b2 = FloatVector.broadcast(S, b[2]);
        FloatVector b3 = FloatVector.broadcast(S, b[3]);
        FloatVector w00 = FloatVector.broadcast(S, w[0]);
        FloatVector w01 = FloatVector.broadcast(S, w[1]);
        FloatVector w02 = FloatVector.broadcast(S, w[2]);
        FloatVector w03 = FloatVector.broadcast(S, w[3]);
        FloatVector w10 = FloatVector.broadcast(S, w[4]);
        FloatVector w11 = FloatVector.broadcast(S, w[5]);
        FloatVector w12 = FloatVector.broadcast(S, w[6]);
        FloatVector w13 = FloatVector.broadcast(S, w[7]);
        FloatVector w20 = FloatVector.broadcast(S, w[8]);
        FloatVector w21 = FloatVector.broadcast(S, w[9]);
        FloatVector w22 = FloatVector.broadcast(S, w[10]);
        FloatVector w23 = FloatVector.broadcast(S, w[11]);
        FloatVector w30 = FloatVector.broadcast(S, w[12]);
        FloatVector w31 = FloatVector.broadcast(S, w[13]);
        FloatVector w32 = FloatVector.broadcast(S, w[14]);
        FloatVector w33 = FloatVector.broadcast(S, w[15]);
        for (int k = 0; k < n; k += L) {
            FloatVector x = FloatVector.fromArray(S, x0, k);
            x = x.add(x.abs());
            FloatVector s0 = x.fma(w00, b0);
            FloatVector s1 = x.fma(w01, b1);
            FloatVector s2 = x.fma(w02, b2);
            FloatVector s3 = x.fma(w03, b3);
            x = FloatVector.fromArray(S, x1, k);
            x = x.add(x.abs());
            s0 = x.fma(w10, s0);
            s1 = x.fma(w11, s1);
            s2 = x.fma(w12, s2);
            s3 = x.fma(w13, s3);
            x = FloatVector.fromArray(S, x2, k);
            x = x.add(x.abs());
            s0 = x.fma(w20, s0);
            s1 = x.fma(w21, s1);
            s2 = x.fma(w22, s2);
            s3 = x.fma(w23, s3);
            x = FloatVector.fromArray(S, x3, k);
            x = x.add(x.abs());
            x.fma(w30, s0).intoArray(out0, k);
            x.fma(w31, s1).intoArray(out1, k);
            x.fma(w32, s2).intoArray(out2, k);
            x.fma(w33, s3).intoArray(out3, k);
        }
    }

    @Override
    public boolean step(Tile tile, float[] w, float[] b, float keep) {
        float[] ps = tile.p;
        float[] moved = tile.moved;
        int n = tile.n;
        float[] x0 = tile.second[0];
        float[] x1 = tile.second[1];
        float[] x2 = tile.second[2];
        float[] x3 = tile.second[3];
        FloatVector d0 = FloatVector.broadcast(S, w[0]);
        FloatVector q0 = FloatVector.broadcast(S, w[1]);
        FloatVector d1 = FloatVector.broadcast(S, w[2]);
        FloatVector q1 = FloatVector.broadcast(S, w[3]);
        FloatVector d2 = FloatVector.broadcast(S, w[4]);
        FloatVector q2 = FloatVector.broadcast(S, w[5]);
        FloatVector d3 = FloatVector.broadcast(S, w[6]);
        FloatVector q3 = FloatVector.broadcast(S, w[7]);
        FloatVector biasD = FloatVector.broadcast(S, b[0]);
        FloatVector biasQ = FloatVector.broadcast(S, b[1]);
        FloatVector kept = FloatVector.broadcast(S, keep);
        FloatVector c7 = FloatVector.broadcast(S, 1f / 5040);
        FloatVector c6 = FloatVector.broadcast(S, 1f / 720);
        FloatVector c5 = FloatVector.broadcast(S, 1f / 120);
        FloatVector c4 = FloatVector.broadcast(S, 1f / 24);
        FloatVector c3 = FloatVector.broadcast(S, 1f / 6);
        FloatVector c2 = FloatVector.broadcast(S, 0.5f);
        FloatVector c1 = FloatVector.broadcast(S, 1);
        float[] largest = tile.outputs[1];
        Arrays.fill(largest, 0, LANES, 0);
        for (int k = 0; k < n; k += L) {
            FloatVector x = FloatVector.fromArray(S, x0, k);
            x = x.add(x.abs());
            FloatVector d = x.fma(d0, biasD);
            FloatVector q = x.fma(q0, biasQ);
            x = FloatVector.fromArray(S, x1, k);
            x = x.add(x.abs());
            d = x.fma(d1, d);
            q = x.fma(q1, q);
            x = FloatVector.fromArray(S, x2, k);
            x = x.add(x.abs());
            d = x.fma(d2, d);
            q = x.fma(q2, q);
            x = FloatVector.fromArray(S, x3, k);
            x = x.add(x.abs());
            d = x.fma(d3, d);
            q = x.fma(q3, q);
            // NaN counts as large: floats without their signs are ordered like their bits
            int lane = k & LANES - L;
            FloatVector.fromArray(S, largest, lane)
                    .reinterpretAsInts()
                    .max(q.abs().reinterpretAsInts())
                    .reinterpretAsFloats()
                    .intoArray(largest, lane);
            FloatVector e = q.fma(c7, c6);
            e = e.fma(q, c5);
            e = e.fma(q, c4);
            e = e.fma(q, c3);
            e = e.fma(q, c2);
            e = e.fma(q, c1);
            e = e.fma(q, c1);
            d.fma(e, FloatVector.fromArray(S, ps, k).mul(kept)).intoArray(moved, k);
        }
        return areShort(largest);
    }

    private static boolean areShort(float[] magnitudes) {
        for (int k = 0; k < LANES; k++) {
            // written so that NaN counts as large
            if (!(magnitudes[k] <= Steps.LARGEST_SHORT)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void layer(float[][] out, float[][] x, float[] w, float[] b, int n) {
        int width = b.length;
        for (int h = 0; h < width; h++) {
            for (int k = 0; k < n; k += L) {
                FloatVector sum = FloatVector.broadcast(S, b[h]);
                for (int i = 0; i < x.length; i++) {
                    FloatVector a = FloatVector.fromArray(S, x[i], k);
                    sum = a.add(a.abs()).fma(FloatVector.broadcast(S, w[i * width + h]), sum);
                }
                sum.intoArray(out[h], k);
            }
        }
    }
}
