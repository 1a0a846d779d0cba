package org.djlcelo.eval.contender;

import ai.djl.nn.Block;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.djlcelo.baselines.HandDesignedOptimizer;

/**
 * A hand-designed optimizer at a constant learning rate.
 *
 * @param kind which one
 * @param rate its learning rate
 */
record HandDesignedContender(HandDesigned kind, LearningRate rate) implements Contender {

    /** {@inheritDoc} */
    @Override
    public String name() {
        return kind.contenderName() + ContenderCatalog.AT + rate;
    }

    /** {@inheritDoc} */
    @Override
    public String family() {
        return kind.family();
    }

    /** {@inheritDoc} */
    @Override
    public OptionalDouble learningRate() {
        return OptionalDouble.of(rate.value());
    }

    /** {@inheritDoc} */
    @Override
    public SortedMap<String, String> settings() {
        SortedMap<String, String> settings = new TreeMap<>();
        try (HandDesignedOptimizer optimizer = kind.optimizer(rate.value())) {
            settings.put("implementation", optimizer.getClass().getName());
            settings.put("configuration", optimizer.toString());
        }
        settings.put("learningRate", rate.toString());
        return settings;
    }

    /** {@inheritDoc} */
    @Override
    public Rig start(int totalSteps, int threads, Block network) {
        return new HandDesignedRig(kind.optimizer(rate.value()));
    }
}
