package org.djlcelo.eval.task;

import java.util.Locale;
import org.djlcelo.data.ImageSet;

/**
 * What data a run really saw, for its record.
 *
 * @param name the data set, for instance {@code letters}
 * @param split {@code train} or {@code test}
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

    static DataUse of(ImageSet set) {
        return new DataUse(
                set.name(),
                set.split().name().toLowerCase(Locale.ROOT),
                set.count(),
                set.fingerprint(),
                set.origin().description(),
                set.origin().licence());
    }
}
