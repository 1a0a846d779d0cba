package org.djlcelo.lopt.io;

import java.util.Objects;
import org.djlcelo.lopt.MetaParameters;

/**
 * The content of a weight file.
 *
 * @param theta the meta-parameters
 * @param provenance how they were made; empty if the file doesn't say
 */
public record Weights(MetaParameters theta, Provenance provenance) {

    /** Refuses absent parts. */
    public Weights {
        Objects.requireNonNull(theta, "theta");
        Objects.requireNonNull(provenance, "provenance");
    }
}
