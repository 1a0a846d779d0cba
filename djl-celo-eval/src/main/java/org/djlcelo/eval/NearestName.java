package org.djlcelo.eval;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what a mistyped name was meant to be. */
public final class NearestName {

    private NearestName() {}

    /**
     * Returns the sentence about an unknown name.
     *
     * @param kind what is named, for instance {@code task}
     * @param name the unknown name
     * @param known the names that exist
     * @return a sentence that suggests the nearest name and lists all
     */
    public static String unknown(String kind, String name, Collection<String> known) {
        String suggestion =
                nearest(name, known).map(near -> "did you mean \"" + near + "\"? ").orElse("");
        return "Unknown "
                + kind
                + " \""
                + name
                + "\"; "
                + suggestion
                + "Known: "
                + String.join(", ", known)
                + ".";
    }

    /**
     * The name with the smallest edit distance, unless more than half of it would have to change.
     */
    static Optional<String> nearest(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .filter(near -> 2 * distance(name, near) <= Math.max(name.length(), near.length()));
    }

    /** Levenshtein's edit distance. */
    static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replace, 1 + Math.min(previous[j], row[j - 1]));
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
