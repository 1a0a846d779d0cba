package org.djlcelo.zoo;

import ai.djl.engine.Engine;
import ai.djl.repository.MRL;
import ai.djl.repository.zoo.ModelZoo;
import java.io.IOException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The zoo of learned optimizers. */
public final class CeloModelZoo extends ModelZoo {

    /** The zoo's group id. */
    public static final String GROUP_ID = "org.djlcelo";

    private static final Logger logger = LoggerFactory.getLogger(CeloModelZoo.class);

    CeloModelZoo() {
        this(new ZooResources(CeloModelZoo.class.getClassLoader()));
    }

    CeloModelZoo(ZooResources resources) {
        ResourceRepository repository = new ResourceRepository(resources);
        try {
            for (MRL artifact : repository.list()) {
                addModel(new ResourceModelLoader(repository, artifact));
            }
        } catch (IOException e) {
            // DJL creates all zoos at once: an exception here would take the others down, too.
            logger.error("The zoo of learned optimizers can't be read; repair its jar.", e);
        }
    }

    /** {@inheritDoc} */
    @Override
    public String getGroupId() {
        return GROUP_ID;
    }

    /** Returns all engines: meta-parameters are plain arrays. */
    @Override
    public Set<String> getSupportedEngines() {
        return Engine.getAllEngines();
    }
}
