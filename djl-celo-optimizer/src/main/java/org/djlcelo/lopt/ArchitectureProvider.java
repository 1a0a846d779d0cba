package org.djlcelo.lopt;

import java.util.List;

/**
 * Makes architectures known to readers of weight files; found by {@link java.util.ServiceLoader}.
 */
public interface ArchitectureProvider {

    /**
     * Returns architectures under names that no other has.
     *
     * @return the architectures
     */
    List<Architecture> architectures();
}
