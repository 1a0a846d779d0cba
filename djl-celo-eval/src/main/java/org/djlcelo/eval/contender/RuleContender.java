package org.djlcelo.eval.contender;

import ai.djl.nn.Block;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.djlcelo.family.LearnedRule;
import org.djlcelo.family.Need;
import org.djlcelo.optimizer.RuleOptimizer;

/**
 * A rule of the family, as users run it.
 *
 * @param name the contender's name
 * @param rule the rule
 * @param weights the meta-parameters
 */
record RuleContender(String name, LearnedRule rule, LearnedWeights weights) implements Contender {

    /** {@inheritDoc} */
    @Override
    public String family() {
        return name;
    }

    /** {@inheritDoc} */
    @Override
    public SortedMap<String, String> settings() {
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put("implementation", RuleOptimizer.class.getName());
        settings.put("rule", rule.name());
        settings.put("weights", weights.theta().id());
        return settings;
    }

    /** {@inheritDoc} */
    @Override
    public Optional<String> weightsSource() {
        return Optional.of(weights.source());
    }

    boolean movesTensorsTogether() {
        return rule.needs().contains(Need.ALL_TENSORS);
    }

    /** {@inheritDoc} */
    @Override
    public Rig start(int totalSteps, int threads, Block network) {
        return new LearnedRig(
                RuleOptimizer.builder(rule)
                        .setTotalSteps(totalSteps)
                        .setBlock(network)
                        .optWeights(weights.theta())
                        .optParallelism(threads)
                        .build());
    }
}
