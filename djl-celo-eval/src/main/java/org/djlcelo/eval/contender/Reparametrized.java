package org.djlcelo.eval.contender;

import ai.djl.nn.Block;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.djlcelo.eval.UserException;

/**
 * An optimizer on a task whose parameters are re-scaled (meta-training's augmentation, task
 * specification, section 2): what it trains is {@code θ = p / τ}, and the network computes with
 * {@code p = τ·θ}. The optimizer meets what looks like another task; the loss at the start is the
 * same.
 *
 * @param inner the optimizer
 * @param tau the factor τ, a positive number
 */
record Reparametrized(Contender inner, float tau) implements Contender {

    /** Stands between an optimizer and τ. */
    static final String TAU = "+tau=";

    Reparametrized {
        if (!(tau > 0) || Float.isInfinite(tau)) {
            throw new IllegalArgumentException("τ must be a positive number, not " + tau);
        }
    }

    /**
     * Reads τ.
     *
     * @throws UserException if the text is no positive number
     */
    static float factor(String text) {
        try {
            float factor = Float.parseFloat(text);
            if (factor > 0 && !Float.isInfinite(factor)) {
                return factor;
            }
        } catch (NumberFormatException e) {
            // the sentence below is about this, too
        }
        throw new UserException(
                "\"" + text + "\" is no factor; write for instance adam-optax@0.0001+tau=10.");
    }

    /** The inner name: such runs are compared with those of the task as it is. */
    @Override
    public String name() {
        return inner.name();
    }

    /** {@inheritDoc} */
    @Override
    public String spec() {
        return inner.spec() + TAU + text();
    }

    /** {@inheritDoc} */
    @Override
    public String family() {
        return inner.family() + TAU + text();
    }

    /** {@inheritDoc} */
    @Override
    public SortedMap<String, String> settings() {
        SortedMap<String, String> settings = new TreeMap<>(inner.settings());
        settings.put("tau", text());
        return settings;
    }

    /** {@inheritDoc} */
    @Override
    public Optional<String> weightsSource() {
        return inner.weightsSource();
    }

    /** {@inheritDoc} */
    @Override
    public Rig start(int totalSteps, int threads, Block network) {
        if (inner instanceof RuleContender rule && rule.movesTensorsTogether()) {
            throw new UserException(
                    inner.name()
                            + " moves all tensors of a step together and can't be run on re-scaled"
                            + " tasks; leave "
                            + TAU
                            + text()
                            + " out.");
        }
        return new RescaledRig(inner.start(totalSteps, threads, network), tau);
    }

    private String text() {
        return new BigDecimal(Float.toString(tau)).stripTrailingZeros().toPlainString();
    }
}
