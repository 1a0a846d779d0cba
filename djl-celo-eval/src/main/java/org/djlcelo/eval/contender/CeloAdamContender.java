package org.djlcelo.eval.contender;

import ai.djl.nn.Block;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.djlcelo.optimizer.CeloAdamOptimizer;

/**
 * Adam at Celo's learned schedule, as users run it.
 *
 * @param weights the scheduler's meta-parameters
 */
record CeloAdamContender(LearnedWeights weights) implements Contender {

    static final String NAME = "celo-adam";

    /** {@inheritDoc} */
    @Override
    public String name() {
        return NAME;
    }

    /** {@inheritDoc} */
    @Override
    public String family() {
        return NAME;
    }

    /** {@inheritDoc} */
    @Override
    public SortedMap<String, String> settings() {
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put("implementation", CeloAdamOptimizer.class.getName());
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
                CeloAdamOptimizer.builder()
                        .setTotalSteps(totalSteps)
                        .optWeights(weights.theta())
                        .optParallelism(threads)
                        .build());
    }
}
