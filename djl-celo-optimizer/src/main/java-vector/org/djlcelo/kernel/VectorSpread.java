package org.djlcelo.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops over rows and columns with the Vector API.
 *
 * <p>A vector may reach past its piece: the next piece is written over what it leaves there.
 */
final class VectorSpread implements SpreadLoops {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    @Override
    public void multiply(float[] out, float[] along, float[] across, int slot, Pieces pieces) {
        int at = 0;
        for (int i = 0; i < pieces.count; i++) {
            int end = at + pieces.length[i];
            int shift = pieces.along[i] - at;
            if (pieces.period == 1) {
                multiply(out, at, end, along, shift, across[pieces.across[i]]);
            } else {
                float[] periods = pieces.writtenOut(slot, across, i);
                multiply(out, at, end, along, shift, periods, pieces.phase[i] - at);
            }
            at = end;
        }
    }

    private static void multiply(float[] out, int at, int end, float[] x, int shift, float y) {
        for (int k = at; k < end; k += L) {
            FloatVector.fromArray(S, x, shift + k).mul(y).intoArray(out, k);
        }
    }

    private static void multiply(
            float[] out, int at, int end, float[] x, int shift, float[] y, int shiftY) {
        for (int k = at; k < end; k += L) {
            FloatVector.fromArray(S, x, shift + k)
                    .mul(FloatVector.fromArray(S, y, shiftY + k))
                    .intoArray(out, k);
        }
    }

    @Override
    public void add(float[] out, float[] along, float[] across, int slot, Pieces pieces) {
        int at = 0;
        for (int i = 0; i < pieces.count; i++) {
            int end = at + pieces.length[i];
            int shift = pieces.along[i] - at;
            if (pieces.period == 1) {
                add(out, at, end, along, shift, across[pieces.across[i]]);
            } else {
                float[] periods = pieces.writtenOut(slot, across, i);
                add(out, at, end, along, shift, periods, pieces.phase[i] - at);
            }
            at = end;
        }
    }

    private static void add(float[] out, int at, int end, float[] x, int shift, float y) {
        for (int k = at; k < end; k += L) {
            FloatVector.fromArray(S, x, shift + k).add(y).intoArray(out, k);
        }
    }

    private static void add(
            float[] out, int at, int end, float[] x, int shift, float[] y, int shiftY) {
        for (int k = at; k < end; k += L) {
            FloatVector.fromArray(S, x, shift + k)
                    .add(FloatVector.fromArray(S, y, shiftY + k))
                    .intoArray(out, k);
        }
    }
}
