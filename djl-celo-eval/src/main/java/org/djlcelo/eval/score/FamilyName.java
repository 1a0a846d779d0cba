package org.djlcelo.eval.score;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a family is called in a table: with the number of settings that it was the best of. */
final class FamilyName {

    private static final String RATE = "learningRate";
    private static final Pattern ROOT_INTERVAL = Pattern.compile("rootInterval=(\\d\\d+|[2-9])");

    private FamilyName() {}

    /**
     * Names a family.
     *
     * @param family its label
     * @param searches its search on each task that it was run on
     * @return for instance {@code yogi, best of 7 rates}; the setting itself where there is one
     *     only
     */
    static String of(String family, Collection<Search> searches) {
        List<String> rows =
                searches.stream()
                        .flatMap(search -> search.candidates().stream())
                        .map(candidate -> candidate.get(0).row())
                        .distinct()
                        .toList();
        Trial any = searches.iterator().next().best().get(0);
        if (rows.size() == 1) {
            return rows.get(0) + remark(any);
        }
        int most = searches.stream().mapToInt(s -> s.candidates().size()).max().orElseThrow();
        int fewest = searches.stream().mapToInt(s -> s.candidates().size()).min().orElseThrow();
        return family
                + remark(any)
                + ", best of "
                + (fewest == most ? "" : fewest + " to ")
                + most
                + (differInRateAlone(searches) ? " rates" : " settings");
    }

    /** A cheaper Shampoo must not pass for the published one. */
    private static String remark(Trial trial) {
        return trial.run().config().settings().values().stream()
                .map(ROOT_INTERVAL::matcher)
                .filter(Matcher::find)
                .map(found -> " (roots every " + found.group(1) + " steps)")
                .findFirst()
                .orElse("");
    }

    private static boolean differInRateAlone(Collection<Search> searches) {
        return searches.stream()
                        .flatMap(search -> search.candidates().stream())
                        .map(candidate -> withoutRate(candidate.get(0)))
                        .distinct()
                        .count()
                == 1;
    }

    private static SortedMap<String, String> withoutRate(Trial trial) {
        SortedMap<String, String> settings = new TreeMap<>(trial.run().config().settings());
        settings.remove(RATE);
        return settings;
    }
}
