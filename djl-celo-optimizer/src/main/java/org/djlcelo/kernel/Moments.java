package org.djlcelo.kernel;

import org.djlcelo.lopt.Decays;

/** Where the momenta and the second moment of a tile's elements are: in the state, or copied. */
final class Moments {

    final float[][] m = new float[Decays.TIMESCALES][];
    float[] v;

    /** The place of the tile's first element in these arrays. */
    int at;

    /** Points into a tensor's state. */
    void view(TensorState state, int start) {
        v = state.secondMoment;
        System.arraycopy(state.momentum, 0, m, 0, m.length);
        at = start;
    }
}
