package org.djlcelo.eval.contender;

import ai.djl.nn.Block;
import ai.djl.training.tracker.Tracker;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.djlcelo.family.LearnedRule;
import org.djlcelo.family.Need;
import org.djlcelo.optimizer.RuleOptimizer;

/**
 * A rule of the family, as users run it.
 *
 * @param family the name of these weights
 * @param rule the rule
 * @param weights the meta-parameters
 * @param rate what every step is multiplied with; empty for 1
 */
record RuleContender(
        String family, LearnedRule rule, LearnedWeights weights, Optional<LearningRate> rate)
        implements Contender {

    /** {@inheritDoc} */
    @Override
    public String name() {
        return family + rate.map(r -> ContenderCatalog.AT + r).orElse("");
    }

    /** {@inheritDoc} */
    @Override
    public OptionalDouble learningRate() {
        return rate.map(r -> OptionalDouble.of(r.value())).orElse(OptionalDouble.empty());
    }

    /** {@inheritDoc} */
    @Override
    public SortedMap<String, String> settings() {
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put("implementation", RuleOptimizer.class.getName());
        settings.put("rule", rule.name());
        settings.put("weights", weights.theta().id());
        rate.ifPresent(r -> settings.put("learningRate", r.toString()));
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
                        .optSchedule(Tracker.fixed(rate.map(LearningRate::value).orElse(1f)))
                        .build());
    }
}
