package org.djlcelo.eval.contender;

import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.math.BigDecimal;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * DJL's own Adam at a constant learning rate, with its defaults: β 0.9 and 0.999, ε 1e-8, no weight
 * decay.
 *
 * @param learningRate the constant rate, positive
 */
record AdamContender(float learningRate) implements Contender {

    static final String FAMILY = "adam";

    AdamContender {
        if (!(learningRate > 0) || Float.isInfinite(learningRate)) {
            throw new IllegalArgumentException(
                    "A learning rate must be a positive number, not " + learningRate);
        }
    }

    /** {@inheritDoc} */
    @Override
    public String name() {
        return FAMILY + "@" + rateText();
    }

    /** {@inheritDoc} */
    @Override
    public String family() {
        return FAMILY;
    }

    /** {@inheritDoc} */
    @Override
    public SortedMap<String, String> settings() {
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put("implementation", "ai.djl.training.optimizer.Adam");
        settings.put("learningRate", rateText());
        return settings;
    }

    /** {@inheritDoc} */
    @Override
    public Rig start(int totalSteps) {
        Optimizer adam =
                Optimizer.adam().optLearningRateTracker(Tracker.fixed(learningRate)).build();
        return () -> adam;
    }

    private String rateText() {
        return new BigDecimal(Float.toString(learningRate)).stripTrailingZeros().toPlainString();
    }
}
