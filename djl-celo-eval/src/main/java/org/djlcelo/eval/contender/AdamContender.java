package org.djlcelo.eval.contender;

import ai.djl.nn.Block;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * DJL's own Adam at a constant learning rate, with its defaults: β 0.9 and 0.999, ε 1e-8, no weight
 * decay.
 *
 * @param rate its learning rate
 */
record AdamContender(LearningRate rate) implements Contender {

    static final String FAMILY = "adam";

    /** {@inheritDoc} */
    @Override
    public String name() {
        return FAMILY + ContenderCatalog.AT + rate;
    }

    /** {@inheritDoc} */
    @Override
    public String family() {
        return FAMILY;
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
        settings.put("implementation", "ai.djl.training.optimizer.Adam");
        settings.put("learningRate", rate.toString());
        return settings;
    }

    /** {@inheritDoc} */
    @Override
    public Rig start(int totalSteps, int threads, Block network) {
        Optimizer adam =
                Optimizer.adam().optLearningRateTracker(Tracker.fixed(rate.value())).build();
        return () -> adam;
    }
}
