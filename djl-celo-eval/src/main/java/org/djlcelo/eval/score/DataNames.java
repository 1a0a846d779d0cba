package org.djlcelo.eval.score;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.djlcelo.eval.task.DataUse;

/** The data really used, in a few words for captions. */
public final class DataNames {

    private DataNames() {}

    /**
     * Names the data of one task.
     *
     * @param data what was used
     * @return for instance {@code photos in place of cifar10 (9000 training samples)}
     */
    public static String of(List<DataUse> data) {
        String samples = samples(data);
        return String.join(" + ", names(data.stream()))
                + (samples.isEmpty() ? "" : " (" + samples + ")");
    }

    /**
     * Says how much there was to train with, where a task's name already names its stand-in.
     *
     * @param data what was used
     * @return for instance {@code 9000 training samples}; empty if nothing is known
     */
    public static String samples(List<DataUse> data) {
        return data.stream()
                .filter(use -> use.split().equals("train"))
                .map(use -> use.samples() + " training samples")
                .findFirst()
                .orElse("");
    }

    /**
     * Names the data of several tasks.
     *
     * @param data what was used, of one task after the other
     * @return for instance {@code photos in place of cifar10, mnist}
     */
    public static String ofAll(Stream<List<DataUse>> data) {
        return String.join(", ", names(data.flatMap(List::stream)));
    }

    private static Set<String> names(Stream<DataUse> data) {
        Set<String> names = new LinkedHashSet<>();
        data.forEach(
                use ->
                        names.add(
                                use.standsInFor() == null
                                        ? use.name()
                                        : use.name() + " in place of " + use.standsInFor()));
        return names;
    }
}
