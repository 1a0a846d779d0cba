package org.djlcelo.family;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.ArchitectureProvider;

/**
 * All rules that this JVM knows: those of this package and those named in {@code
 * META-INF/services/org.djlcelo.family.LearnedRule} of any jar.
 */
public final class LearnedRules implements ArchitectureProvider {

    /** Known to weight files anyway. */
    private static final List<Architecture> CELO =
            List.of(Architecture.CELO, Architecture.CELO_RULE);

    private static final List<LearnedRule> ALL =
            Stream.concat(
                            Stream.of(
                                    CeloRule.SCHEDULED,
                                    CeloRule.ALONE,
                                    new AdafacMlp(),
                                    new RnnMlp(),
                                    new NnAdam(),
                                    Velo.SMALL,
                                    Velo.FULL,
                                    Celo2.FULL,
                                    Celo2.BASE),
                            ServiceLoader.load(LearnedRule.class).stream()
                                    .map(ServiceLoader.Provider::get))
                    .toList();

    /** For the service loader, which makes the rules' architectures known to weight files. */
    public LearnedRules() {}

    /**
     * Returns all rules.
     *
     * @return the rules
     */
    public static List<LearnedRule> all() {
        return ALL;
    }

    /**
     * Returns the rule of a name.
     *
     * @param name for instance {@code velo-s}
     * @return the rule
     * @throws IllegalArgumentException if there is none; the message lists those known
     */
    public static LearnedRule of(String name) {
        return ALL.stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "Unknown learned optimizer \""
                                                + name
                                                + "\"; this version knows "
                                                + ALL.stream().map(LearnedRule::name).toList()));
    }

    /** {@inheritDoc} */
    @Override
    public List<Architecture> architectures() {
        return ALL.stream()
                .map(LearnedRule::architecture)
                .filter(architecture -> !CELO.contains(architecture))
                .distinct()
                .toList();
    }
}
