package org.djlcelo.eval.campaign;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.djlcelo.eval.contender.Contender;
import org.djlcelo.eval.score.Trial;

/**
 * An optimizer with all settings that may be tried.
 *
 * @param name the family's name
 * @param settings by ascending learning rate if all have one; as given otherwise, the most
 *     promising first
 */
public record Family(String name, List<Contender> settings) {

    /** Puts settings into their order. */
    public Family {
        boolean byRate = settings.stream().allMatch(s -> s.learningRate().isPresent());
        settings =
                byRate
                        ? settings.stream()
                                .sorted(
                                        Comparator.comparingDouble(
                                                s -> s.learningRate().getAsDouble()))
                                .toList()
                        : List.copyOf(settings);
    }

    /**
     * Groups contenders.
     *
     * @param contenders in any order
     * @return their families, in the order of first appearance
     */
    public static List<Family> of(List<Contender> contenders) {
        Map<String, List<Contender>> byName = new LinkedHashMap<>();
        contenders.forEach(
                c -> byName.computeIfAbsent(c.family(), any -> new ArrayList<>()).add(c));
        List<Family> families = new ArrayList<>();
        byName.forEach((name, settings) -> families.add(new Family(name, settings)));
        return families;
    }

    /** Whether the settings are a grid of learning rates. */
    boolean isGrid() {
        return settings.get(0).learningRate().isPresent();
    }

    /** Whether scores are relative to it. */
    boolean isBaseline() {
        return name.equals(Trial.BASELINE_FAMILY);
    }

    /** Whether it shows an effect and is not scored. */
    boolean isEffect() {
        return Trial.isAugmented(settings.get(0).settings());
    }

    boolean isLearned() {
        return settings.get(0).weightsSource().isPresent();
    }

    /** Where a search begins if nothing is known. */
    int centre() {
        return isGrid() ? settings.size() / 2 : 0;
    }

    /** Where a contender stands. */
    int indexOf(String contender) {
        return IntStream.range(0, settings.size())
                .filter(i -> settings.get(i).name().equals(contender))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Neighbouring settings, the centre first, then outwards. A window that would reach beyond an
     * end is moved inside, so that there are always as many.
     */
    List<Contender> around(int centre, int width) {
        int count = Math.min(width, settings.size());
        int start = Math.max(0, Math.min(centre - count / 2, settings.size() - count));
        return IntStream.range(start, start + count)
                .boxed()
                .sorted(Comparator.comparingInt(i -> Math.abs(i - centre)))
                .map(settings::get)
                .toList();
    }
}
