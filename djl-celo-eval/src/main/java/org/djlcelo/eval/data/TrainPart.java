package org.djlcelo.eval.data;

import java.util.Locale;

/**
 * How much of their training split CIFAR-100 and SVHN give to tasks. The official loaders take one
 * percent of these two, by an error (task specification, D1).
 */
public enum TrainPart {
    /** The first percent, as the published numbers have it: 500 and 733 images. */
    REFERENCE,
    /** The first 80 %, as of all other sets. */
    INTENDED;

    /**
     * Returns the name on the command line.
     *
     * @return the constant in lower case
     */
    public String optionName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
