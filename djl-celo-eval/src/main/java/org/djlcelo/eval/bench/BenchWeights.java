package org.djlcelo.eval.bench;

import org.djlcelo.eval.contender.LearnedWeights;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Initializer;
import org.djlcelo.random.Key;

/** Celo's weights by name. */
final class BenchWeights {

    /** Weights that were never trained, for who has no others. */
    static final String RANDOM = "random";

    private BenchWeights() {}

    /** Returns random weights, those of a file or those of the zoo. */
    static LearnedWeights load(String where) {
        if (where.equals(RANDOM)) {
            return new LearnedWeights(
                    Initializer.random(Architecture.CELO, Key.of(0).random()), RANDOM);
        }
        return LearnedWeights.load(where, Architecture.CELO);
    }
}
