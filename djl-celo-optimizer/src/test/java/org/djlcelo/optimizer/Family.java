package org.djlcelo.optimizer;

import org.djlcelo.lopt.Architecture;

/** Every kind of optimizer that has state of its own; what is saved must be right for all. */
enum Family {
    CELO {
        @Override
        LearnedOptimizer build(int totalSteps) {
            return celo(totalSteps).build();
        }
    },

    /** Celo with another form of η. */
    CELO_LINEAR {
        @Override
        LearnedOptimizer build(int totalSteps) {
            return CeloOptimizer.builder()
                    .setTotalSteps(totalSteps)
                    .optWeights(Toy.theta(Architecture.CELO_LINEAR))
                    .build();
        }
    },

    /** Celo's update rule alone, with a constant η. */
    RULE_ALONE {
        @Override
        LearnedOptimizer build(int totalSteps) {
            return celo(totalSteps).optScheduler(false).optMultiplier(3).build();
        }
    },

    CELO_ADAM {
        @Override
        LearnedOptimizer build(int totalSteps) {
            return CeloAdamOptimizer.builder()
                    .setTotalSteps(totalSteps)
                    .optWeights(Toy.theta(Architecture.CELO_ADAM))
                    .build();
        }
    };

    abstract LearnedOptimizer build(int totalSteps);

    LearnedOptimizer build(Memory memory, int totalSteps) {
        return memory.build(() -> build(totalSteps));
    }

    private static CeloOptimizer.Builder celo(int totalSteps) {
        return CeloOptimizer.builder().setTotalSteps(totalSteps).optWeights(Toy.celo());
    }
}
