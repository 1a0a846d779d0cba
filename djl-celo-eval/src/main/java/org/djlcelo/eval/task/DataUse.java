package org.djlcelo.eval.task;

import java.util.ArrayList;
import java.util.List;
import org.djlcelo.data.ImageSet;
import org.djlcelo.eval.data.ImageParts;
import org.djlcelo.eval.data.TokenParts;
import org.djlcelo.eval.data.TokenRecords;

/**
 * What data a run really saw, for its record.
 *
 * @param name the data set, for instance {@code letters}
 * @param split {@code train}, {@code outer_valid} or {@code test}
 * @param samples how many samples there were to draw from
 * @param fingerprint identifies exactly these samples
 * @param description what the samples are and where they came from
 * @param licence the licence
 * @param standsInFor the data set that the task is defined on, if this is another one in its place;
 *     null otherwise
 */
public record DataUse(
        String name,
        String split,
        int samples,
        String fingerprint,
        String description,
        String licence,
        String standsInFor) {

    /** Describes data that a task is defined on. */
    public DataUse(
            String name,
            String split,
            int samples,
            String fingerprint,
            String description,
            String licence) {
        this(name, split, samples, fingerprint, description, licence, null);
    }

    /** Describes the parts of an image set. */
    static List<DataUse> of(ImageParts parts) {
        String standsInFor = parts.standsInFor().orElse(null);
        List<DataUse> uses = new ArrayList<>();
        uses.add(of(parts.train(), "train", standsInFor));
        parts.validation().ifPresent(set -> uses.add(of(set, "outer_valid", standsInFor)));
        uses.add(of(parts.test(), "test", standsInFor));
        return List.copyOf(uses);
    }

    private static DataUse of(ImageSet set, String part, String standsInFor) {
        return new DataUse(
                set.name(),
                part,
                set.count(),
                set.fingerprint(),
                set.origin().description(),
                set.origin().licence(),
                standsInFor);
    }

    /** Describes the parts of a text. */
    static List<DataUse> of(TokenParts parts) {
        return List.of(
                of(parts, "train", parts.train()),
                of(parts, "outer_valid", parts.validation()),
                of(parts, "test", parts.test()));
    }

    private static DataUse of(TokenParts parts, String part, TokenRecords records) {
        return new DataUse(
                parts.name(),
                part,
                records.count(),
                records.fingerprint(),
                parts.origin().description(),
                parts.origin().licence(),
                parts.standsInFor().orElse(null));
    }
}
