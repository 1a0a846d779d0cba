package org.djlcelo.metatrain.inner;

import org.djlcelo.lopt.Decays;

/** What the passes of {@link PlainMatrixUpdate} hand on of a run of whole rows. */
final class PlainTile {

    final float[] g;
    final float[] p;
    final float[] v;

    /** The reciprocal root of the second moment v. */
    final float[] s;

    final float[][] m;

    /** What the gradient and the momenta are multiplied with for the factored features. */
    final float[][] factor;

    PlainTile(int size) {
        g = new float[size];
        p = new float[size];
        v = new float[size];
        s = new float[size];
        m = new float[Decays.TIMESCALES][size];
        factor = new float[Decays.TIMESCALES][size];
    }
}
