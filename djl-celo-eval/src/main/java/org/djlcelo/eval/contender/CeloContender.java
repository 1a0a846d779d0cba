package org.djlcelo.eval.contender;

import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.Initializer;
import org.djlcelo.optimizer.CeloOptimizer;
import org.djlcelo.random.Key;

/**
 * Celo as users run it, with or without its scheduler.
 *
 * @param name the contender's name
 * @param weights the meta-parameters
 * @param scheduled whether the learned schedule multiplies the steps; a fixed 1 does otherwise
 */
record CeloContender(String name, LearnedWeights weights, boolean scheduled) implements Contender {

    private static final long RANDOM_THETA_SEED = 0;

    /** The ways in which Celo is run. */
    enum Variant {
        FULL("celo", "Celo: learned rule and learned schedule, nothing to tune") {
            @Override
            Contender create(Supplier<LearnedWeights> weights) {
                return new CeloContender(contenderName(), weights.get(), true);
            }
        },
        RULE(
                "celo-rule",
                "Celo without its scheduler: the learned rule with a fixed multiplier 1") {
            @Override
            Contender create(Supplier<LearnedWeights> weights) {
                return new CeloContender(contenderName(), weights.get(), false);
            }
        },
        RANDOM("celo-random", "Celo with random instead of learned weights") {
            @Override
            Contender create(Supplier<LearnedWeights> weights) {
                LearnedWeights random =
                        new LearnedWeights(
                                Initializer.random(
                                        Architecture.CELO, Key.of(RANDOM_THETA_SEED).random()),
                                "random");
                return new CeloContender(contenderName(), random, true);
            }
        };

        private final String contenderName;
        private final String summary;

        Variant(String contenderName, String summary) {
            this.contenderName = contenderName;
            this.summary = summary;
        }

        String contenderName() {
            return contenderName;
        }

        String summary() {
            return summary;
        }

        abstract Contender create(Supplier<LearnedWeights> weights);
    }

    /** {@inheritDoc} */
    @Override
    public String family() {
        return name;
    }

    /** {@inheritDoc} */
    @Override
    public SortedMap<String, String> settings() {
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put("implementation", CeloOptimizer.class.getName());
        settings.put("scheduler", scheduled ? "learned" : "none, multiplier 1");
        settings.put("weights", weights.theta().id());
        return settings;
    }

    /** {@inheritDoc} */
    @Override
    public Optional<String> weightsSource() {
        return Optional.of(weights.source());
    }

    /** {@inheritDoc} */
    @Override
    public Rig start(int totalSteps) {
        return new CeloRig(
                CeloOptimizer.builder()
                        .setTotalSteps(totalSteps)
                        .optWeights(weights.theta())
                        .optScheduler(scheduled)
                        .build());
    }

    private record CeloRig(CeloOptimizer celo) implements Rig {

        @Override
        public Optimizer optimizer() {
            return celo;
        }

        @Override
        public Loss observe(Loss loss) {
            return celo.observe(loss);
        }

        @Override
        public float eta() {
            return celo.lastEta();
        }

        @Override
        public void close() {
            celo.close();
        }
    }
}
