package org.djlcelo.metatrain.pes;

import java.util.List;

/**
 * The particles of one task; every family weighs the same in the meta-gradient.
 *
 * @param name the task's name, for metrics
 * @param pairs its antithetic pairs
 */
public record Family(String name, List<Pair> pairs) {

    /** Copies the list. */
    public Family {
        pairs = List.copyOf(pairs);
    }
}
