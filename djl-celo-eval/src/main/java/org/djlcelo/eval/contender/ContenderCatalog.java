package org.djlcelo.eval.contender;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.djlcelo.eval.NearestName;
import org.djlcelo.eval.UserException;

/**
 * The optimizers that can be named on the command line.
 *
 * <p>A name stands for one contender or for all settings of a family: {@code adam} is Adam at five
 * learning rates, {@code adam@0.003} is one of them or any other.
 */
public final class ContenderCatalog {

    /** Adam's learning rates in the quick suite: half powers of ten. */
    static final float[] ADAM_RATES = {1e-3f, 3e-3f, 1e-2f, 3e-2f, 1e-1f};

    private static final String AT = "@";

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private record Entry(String summary, Supplier<List<Contender>> contenders) {}

    /**
     * Creates a catalog.
     *
     * @param weights loads Celo's weights; asked only when a contender needs them
     */
    public ContenderCatalog(Supplier<LearnedWeights> weights) {
        for (CeloContender.Variant variant : CeloContender.Variant.values()) {
            entries.put(
                    variant.contenderName(),
                    new Entry(variant.summary(), () -> List.of(variant.create(weights))));
        }
        entries.put(
                AdamContender.FAMILY,
                new Entry(
                        "DJL's Adam at 0.001, 0.003, 0.01, 0.03 and 0.1; adam@RATE for one rate",
                        ContenderCatalog::adamRates));
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
     * @throws UserException if a name is unknown or its weights cannot be loaded
     */
    public List<Contender> resolve(List<String> names) {
        Map<String, Contender> contenders = new LinkedHashMap<>();
        for (String name : names) {
            resolve(name).forEach(contender -> contenders.put(contender.name(), contender));
        }
        return List.copyOf(contenders.values());
    }

    private List<Contender> resolve(String name) {
        if (name.startsWith(AdamContender.FAMILY + AT)) {
            return List.of(adam(name.substring(name.indexOf(AT) + 1)));
        }
        Entry entry = entries.get(name);
        if (entry == null) {
            Set<String> known = new LinkedHashSet<>(entries.keySet());
            throw new UserException(NearestName.unknown("optimizer", name, known));
        }
        return entry.contenders().get();
    }

    private static Contender adam(String rate) {
        try {
            return new AdamContender(Float.parseFloat(rate));
        } catch (IllegalArgumentException e) {
            throw new UserException(
                    "\"" + rate + "\" is no learning rate; write for instance adam@0.003.", e);
        }
    }

    private static List<Contender> adamRates() {
        List<Contender> contenders = new ArrayList<>();
        for (float rate : ADAM_RATES) {
            contenders.add(new AdamContender(rate));
        }
        return contenders;
    }
}
