package org.djlcelo.eval.contender;

import ai.djl.nn.Block;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.djlcelo.optimizer.CeloOptimizer;

/**
 * Celo as users run it, with or without its scheduler.
 *
 * @param name the contender's name
 * @param weights the meta-parameters
 * @param scheduled whether the learned schedule multiplies the steps; a fixed 1 does otherwise
 */
record CeloContender(String name, LearnedWeights weights, boolean scheduled) implements Contender {

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
    public Rig start(int totalSteps, int threads, Block network) {
        return new LearnedRig(
                CeloOptimizer.builder()
                        .setTotalSteps(totalSteps)
                        .optWeights(weights.theta())
                        .optScheduler(scheduled)
                        .optParallelism(threads)
                        .build());
    }
}
