package org.djlcelo.data;

import java.util.Locale;
import java.util.Map;

/**
 * How much of their training split CIFAR-100 and SVHN give to tasks. The official loaders take one
 * percent of these two, by an error (task specification, D1).
 */
public enum TrainPart {
    /** The first percent, as the published numbers have it: 500 and 733 images. */
    REFERENCE,
    /** The first 80 %, as of all other sets. */
    INTENDED;

    /** The sets of which the official loaders take one percent, as numbers of images. */
    private static final Map<String, Integer> REFERENCE_COUNTS =
            Map.of("cifar100", 500, "svhn", 733);

    /**
     * Returns the name on the command line.
     *
     * @return the constant in lower case
     */
    public String optionName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns whether there is a choice for a set.
     *
     * @param dataSet the set's usual name
     * @return true for the two sets that the official loaders cut short
     */
    public static boolean mattersFor(String dataSet) {
        return REFERENCE_COUNTS.containsKey(dataSet);
    }

    /**
     * Cuts a training split.
     *
     * @param dataSet the set's usual name
     * @param train its training split
     * @return what tasks train on
     */
    public ImageSet cut(String dataSet, ImageSet train) {
        return isShort(dataSet)
                ? train.slice(0, Math.min(REFERENCE_COUNTS.get(dataSet), train.count()))
                : train.slice(Portion.INNER_TRAIN);
    }

    /**
     * Says which part of a training split tasks train on.
     *
     * @param dataSet the set's usual name
     * @return for instance {@code first 80 %}
     */
    public String words(String dataSet) {
        return isShort(dataSet) ? "first 1 %" : "first 80 %";
    }

    private boolean isShort(String dataSet) {
        return this == REFERENCE && mattersFor(dataSet);
    }
}
