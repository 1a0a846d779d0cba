package org.djlcelo.zoo;

import ai.djl.repository.zoo.ModelZoo;
import ai.djl.repository.zoo.ZooProvider;

/** Announces {@link CeloModelZoo} to DJL. */
public final class CeloZooProvider implements ZooProvider {

    /** Creates a provider; called by the service loader. */
    public CeloZooProvider() {}

    /** {@inheritDoc} */
    @Override
    public ModelZoo getModelZoo() {
        return new CeloModelZoo();
    }
}
