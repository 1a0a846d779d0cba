package org.djlcelo.eval.contender;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.djlcelo.family.CeloRule;
import org.djlcelo.family.LearnedRule;
import org.djlcelo.family.LearnedRules;
import org.djlcelo.random.Key;

/** The learned optimizers besides Celo and its variants. */
final class Rivals {

    /** Ends the name of a rule with random weights. */
    static final String RANDOM = "-random";

    private static final long RANDOM_THETA_SEED = 0;

    private Rivals() {}

    /** All of them, in the family's order. */
    static List<LearnedRule> all() {
        return LearnedRules.all().stream().filter(rule -> !(rule instanceof CeloRule)).toList();
    }

    /** The rule that a name is for: a rule's own, or one with something after a hyphen. */
    static Optional<LearnedRule> of(String name) {
        return all().stream()
                .filter(rule -> name.equals(rule.name()) || name.startsWith(rule.name() + "-"))
                .max(Comparator.comparingInt(rule -> rule.name().length()));
    }

    static Contender random(LearnedRule rule) {
        LearnedWeights weights =
                new LearnedWeights(rule.initial(Key.of(RANDOM_THETA_SEED).random()), "random");
        return new RuleContender(rule.name() + RANDOM, rule, weights, Optional.empty());
    }
}
