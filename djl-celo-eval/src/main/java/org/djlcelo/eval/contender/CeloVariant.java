package org.djlcelo.eval.contender;

import java.util.Arrays;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Initializer;
import org.djlcelo.random.Key;

/** The ways in which Celo is run; a name that is not Celo's own takes their endings, too. */
enum CeloVariant {
    FULL("", "learned rule and learned schedule, nothing to tune") {
        @Override
        Contender create(String name, WeightsChoice weights) {
            return new CeloContender(name, weights.get(name), true);
        }
    },
    RULE("-rule", "without its scheduler: the learned rule with a fixed multiplier 1") {
        @Override
        Contender create(String name, WeightsChoice weights) {
            return new CeloContender(name + ending(), weights.get(name), false);
        }
    },
    RANDOM("-random", "with random instead of learned weights") {
        @Override
        Contender create(String name, WeightsChoice weights) {
            LearnedWeights random =
                    new LearnedWeights(
                            Initializer.random(
                                    Architecture.CELO, Key.of(RANDOM_THETA_SEED).random()),
                            "random");
            return new CeloContender(name + ending(), random, true);
        }
    };

    private static final long RANDOM_THETA_SEED = 0;

    private final String ending;
    private final String summary;

    CeloVariant(String ending, String summary) {
        this.ending = ending;
        this.summary = summary;
    }

    /** Whether a name would be taken for a variant of another name. */
    static boolean isReserved(String name) {
        return Arrays.stream(values())
                .anyMatch(variant -> variant != FULL && name.endsWith(variant.ending));
    }

    String ending() {
        return ending;
    }

    String summary() {
        return summary;
    }

    abstract Contender create(String name, WeightsChoice weights);
}
