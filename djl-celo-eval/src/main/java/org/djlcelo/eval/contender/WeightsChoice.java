package org.djlcelo.eval.contender;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.djlcelo.eval.UserException;
import org.djlcelo.family.LearnedRule;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.io.ZooWeights;

/**
 * Which weights the learned optimizers take.
 *
 * <p>{@code celo} is Celo with the zoo's or other weights, {@code celo-adam} Celo-Adam. Any other
 * name that begins with {@code celo-} is one more Celo, and one that begins with the name of
 * another learned optimizer one more of that, so that several weights can be compared in one
 * campaign.
 */
public final class WeightsChoice {

    static final String CELO = "celo";

    private static final Pattern NAMED = Pattern.compile("([a-z][a-z0-9-]*)=(.+)");
    private static final Pattern CELO_NAME = Pattern.compile("celo(-[a-z0-9]+)*");

    private final Map<String, Supplier<LearnedWeights>> byName = new LinkedHashMap<>();

    private final Map<String, LearnedWeights> loaded = new LinkedHashMap<>();

    private WeightsChoice(Supplier<LearnedWeights> celo) {
        byName.put(CELO, celo);
    }

    /**
     * Chooses weights for Celo alone.
     *
     * @param celo loads them; asked only when an optimizer needs them
     * @return the choice
     */
    public static WeightsChoice celo(Supplier<LearnedWeights> celo) {
        return new WeightsChoice(celo);
    }

    /**
     * Chooses weights by options. Nothing is loaded yet.
     *
     * @param options each {@code FILE}, for {@code celo}, or {@code NAME=FILE}; a file can be a zoo
     *     artifact, too
     * @return the choice; {@code celo} takes the zoo's weights if no option is about it
     * @throws UserException if a name does not begin with {@code celo} or is taken
     */
    public static WeightsChoice of(List<String> options) {
        WeightsChoice choice = new WeightsChoice(file(LearnedWeights.DEFAULT_ARTIFACT, CELO));
        for (String option : options) {
            Matcher matcher = NAMED.matcher(option);
            String name = matcher.matches() ? matcher.group(1) : CELO;
            String where = matcher.matches() ? matcher.group(2) : option;
            boolean known = CELO_NAME.matcher(name).matches() || Rivals.of(name).isPresent();
            if (!known || CeloVariant.isReserved(name)) {
                throw new UserException(
                        "There can be no weights for \""
                                + name
                                + "\"; write --weights FILE, --weights celo-adam=FILE or another"
                                + " learned optimizer's name, or, for one more of either, a free"
                                + " name as in --weights celo-official=FILE.");
            }
            choice.byName.put(name, file(where, name));
        }
        return choice;
    }

    /** All names but that of Celo itself, in the order of the options. */
    Set<String> named() {
        Set<String> names = new LinkedHashSet<>(byName.keySet());
        names.remove(CELO);
        return names;
    }

    LearnedWeights get(String name) {
        String artifact = artifact(name);
        Supplier<LearnedWeights> source = byName.get(name);
        if (source == null && !ZooWeights.artifacts().contains(artifact)) {
            throw new UserException(
                    name + " has no weights here; give it some with --weights " + name + "=FILE.");
        }
        Supplier<LearnedWeights> orZoo = source == null ? file(artifact, name) : source;
        return loaded.computeIfAbsent(name, any -> orZoo.get());
    }

    /** Rules of one architecture share the zoo's weights, as celo2 and celo2-base do. */
    private static String artifact(String name) {
        return Rivals.of(name)
                .filter(rule -> rule.name().equals(name))
                .map(rule -> rule.architecture().name())
                .orElse(name);
    }

    private static Supplier<LearnedWeights> file(String where, String name) {
        Architecture ofCelo =
                name.equals(CeloAdamContender.NAME) ? Architecture.CELO_ADAM : Architecture.CELO;
        Architecture wanted = Rivals.of(name).map(LearnedRule::architecture).orElse(ofCelo);
        return () -> LearnedWeights.load(where, wanted);
    }
}
