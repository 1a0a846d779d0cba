package org.djlcelo.eval.contender;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.djlcelo.eval.NearestName;
import org.djlcelo.eval.UserException;
import org.djlcelo.family.LearnedRule;
import org.djlcelo.family.Need;
import org.djlcelo.lopt.io.ZooWeights;

/**
 * The optimizers that can be named on the command line.
 *
 * <p>A name stands for one contender or for all settings of a family: {@code adam} is DJL's Adam at
 * five learning rates, {@code yogi} is Yogi at the paper's fifteen, {@code nadamw} is a search over
 * configurations. {@code adam@0.003}, {@code yogi@0.003} or {@code nadamw@7} is one of them; rates
 * may be any. {@code +tau=10} after a name trains tasks whose parameters are re-scaled by 10.
 */
public final class ContenderCatalog {

    /** Adam's learning rates in the quick suite: half powers of ten. */
    static final List<LearningRate> ADAM_RATES =
            Stream.of(1e-3f, 3e-3f, 1e-2f, 3e-2f, 1e-1f).map(LearningRate::new).toList();

    /** What a rule's steps are multiplied with if it takes its rate from outside. */
    static final List<LearningRate> MULTIPLIERS =
            Stream.of(0.03f, 0.1f, 0.3f, 1f, 3f, 10f, 30f).map(LearningRate::new).toList();

    /** Stands between a name and a setting. */
    static final String AT = "@";

    /** How many configurations of NAdamW are tried by default. */
    public static final int NADAMW_COUNT = 15;

    static final String NADAMW = "nadamw";

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final WeightsChoice weights;

    /** A family; {@code one} makes the contender of what follows the {@code @}. */
    private record Entry(
            String summary, Supplier<List<Contender>> all, Function<String, Contender> one) {}

    /**
     * Creates a catalog whose NAdamW is a random search.
     *
     * @param weights which weights the learned optimizers take
     */
    public ContenderCatalog(WeightsChoice weights) {
        this(weights, () -> NAdamWSearch.random(NADAMW_COUNT));
    }

    /**
     * Creates a catalog.
     *
     * @param weights which weights the learned optimizers take
     * @param nadamw loads NAdamW's configurations; asked only when a contender needs them
     */
    public ContenderCatalog(WeightsChoice weights, Supplier<NAdamWSearch> nadamw) {
        this.weights = weights;
        addCelo(WeightsChoice.CELO, "Celo", CeloVariant.values());
        entries.put(
                CeloAdamContender.NAME,
                single(
                        "Adam at Celo's learned schedule",
                        () -> new CeloAdamContender(weights.get(CeloAdamContender.NAME))));
        Rivals.all().forEach(this::addRival);
        for (String artifact : ZooWeights.artifacts()) {
            Rivals.of(artifact).ifPresent(rule -> addRival(artifact, rule));
        }
        for (String name : weights.named()) {
            if (Rivals.of(name).isPresent()) {
                addRival(name, Rivals.of(name).get());
            } else if (!name.equals(CeloAdamContender.NAME)) {
                addCelo(
                        name,
                        "Celo with the weights named " + name,
                        CeloVariant.FULL,
                        CeloVariant.RULE);
            }
        }
        entries.put(
                AdamContender.FAMILY,
                tuned(
                        AdamContender.FAMILY,
                        "DJL's Adam at 0.001, 0.003, 0.01, 0.03 and 0.1",
                        ADAM_RATES,
                        AdamContender::new));
        for (HandDesigned kind : HandDesigned.values()) {
            entries.put(
                    kind.contenderName(),
                    tuned(
                            kind.contenderName(),
                            kind.summary() + "; 15 rates",
                            LearningRate.GRID,
                            rate -> new HandDesignedContender(kind, rate)));
        }
        entries.put(
                NADAMW,
                new Entry(
                        "NAdamW, random search or --nadamw-list; nadamw@INDEX for one",
                        () -> NAdamWContender.all(nadamw.get()),
                        index -> NAdamWContender.at(nadamw.get(), index)));
    }

    private void addCelo(String name, String words, CeloVariant... variants) {
        for (CeloVariant variant : variants) {
            entries.put(
                    name + variant.ending(),
                    single(
                            words + (variant == CeloVariant.FULL ? ": " : " ") + variant.summary(),
                            () -> variant.create(name, weights)));
        }
    }

    private void addRival(LearnedRule rule) {
        addRival(rule.name(), rule);
        entries.put(
                rule.name() + Rivals.RANDOM,
                single(rule.name() + " with random weights", () -> Rivals.random(rule)));
    }

    private void addRival(String name, LearnedRule rule) {
        String summary = rule.summary() + "; --weights " + name + "=FILE";
        Function<Optional<LearningRate>, Contender> at =
                rate -> new RuleContender(name, rule, weights.get(name), rate);
        entries.put(
                name,
                rule.needs().contains(Need.LEARNING_RATE)
                        ? tuned(name, summary, MULTIPLIERS, rate -> at.apply(Optional.of(rate)))
                        : single(summary, () -> at.apply(Optional.empty())));
    }

    private static Entry single(String summary, Supplier<Contender> contender) {
        return new Entry(summary, () -> List.of(contender.get()), null);
    }

    private static Entry tuned(
            String name,
            String summary,
            List<LearningRate> rates,
            Function<LearningRate, Contender> at) {
        return new Entry(
                summary + "; " + name + AT + "RATE for one rate",
                () -> rates.stream().map(at).toList(),
                text -> at.apply(LearningRate.parse(name, text)));
    }

    /**
     * Returns the learned optimizers whose weights the user named.
     *
     * @return names for {@link #resolve}, Celo's own not among them
     */
    public List<String> namedByWeights() {
        return List.copyOf(weights.named());
    }

    /**
     * Returns what each name stands for.
     *
     * @return summaries by name
     */
    public Map<String, String> summaries() {
        Map<String, String> summaries = new LinkedHashMap<>();
        entries.forEach((name, entry) -> summaries.put(name, entry.summary()));
        return summaries;
    }

    /**
     * Returns the contenders of some names.
     *
     * @param names names from the command line
     * @return each contender once
     * @throws UserException if a name is unknown or its weights or configurations cannot be loaded
     */
    public List<Contender> resolve(List<String> names) {
        Map<String, Contender> contenders = new LinkedHashMap<>();
        for (String name : names) {
            resolve(name).forEach(contender -> contenders.put(contender.spec(), contender));
        }
        return List.copyOf(contenders.values());
    }

    private List<Contender> resolve(String name) {
        int tau = name.indexOf(Reparametrized.TAU);
        if (tau < 0) {
            return resolveAsItIs(name);
        }
        float factor = Reparametrized.factor(name.substring(tau + Reparametrized.TAU.length()));
        return resolveAsItIs(name.substring(0, tau)).stream()
                .<Contender>map(contender -> new Reparametrized(contender, factor))
                .toList();
    }

    private List<Contender> resolveAsItIs(String name) {
        int at = name.indexOf(AT);
        Entry family = at < 0 ? null : entries.get(name.substring(0, at));
        if (family != null && family.one() != null) {
            return List.of(family.one().apply(name.substring(at + 1)));
        }
        Entry entry = entries.get(name);
        if (entry == null) {
            Set<String> known = new LinkedHashSet<>(entries.keySet());
            throw new UserException(NearestName.unknown("optimizer", name, known));
        }
        return entry.all().get();
    }
}
