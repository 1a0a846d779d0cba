package org.djlcelo.lopt.io;

import java.util.Random;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;

/** Seeded weights for the tests of this package. */
final class RandomWeights {

    private RandomWeights() {}

    static Weights of(Architecture architecture, long seed) {
        Random random = new Random(seed);
        float[] vector = new float[architecture.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        Provenance provenance =
                Provenance.UNKNOWN
                        .with(Provenance.COMMAND, "train --name \"first\\light\"")
                        .with(Provenance.DATA, "digits <8×8>, naïve\nsecond line")
                        .with(Provenance.SEED, Long.toString(seed))
                        .with("stage1.iterations", "3000");
        return new Weights(new MetaParameters(architecture, vector), provenance);
    }
}
