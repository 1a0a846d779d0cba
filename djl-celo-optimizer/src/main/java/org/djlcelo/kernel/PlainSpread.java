package org.djlcelo.kernel;

import java.util.Arrays;

/** The loops over rows and columns in plain Java: two copies, and arithmetic on whole tiles. */
final class PlainSpread implements SpreadLoops {

    @Override
    public void multiply(float[] out, float[] along, float[] across, int slot, Pieces pieces) {
        copy(out, along, across, slot, pieces);
        Lanes.product(out, out, pieces.scratch, pieces.n);
    }

    @Override
    public void add(float[] out, float[] along, float[] across, int slot, Pieces pieces) {
        copy(out, along, across, slot, pieces);
        Lanes.add(out, pieces.scratch, pieces.n);
    }

    private static void copy(float[] out, float[] along, float[] across, int slot, Pieces pieces) {
        int at = 0;
        for (int i = 0; i < pieces.count; i++) {
            int n = pieces.length[i];
            System.arraycopy(along, pieces.along[i], out, at, n);
            if (pieces.period == 1) {
                Arrays.fill(pieces.scratch, at, at + n, across[pieces.across[i]]);
            } else {
                float[] periods = pieces.writtenOut(slot, across, i);
                System.arraycopy(periods, pieces.phase[i], pieces.scratch, at, n);
            }
            at += n;
        }
    }
}
