package org.djlcelo.baselines;

import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.Objects;

/**
 * Builds an optimizer of this package.
 *
 * <p>DJL's {@code setRescaleGrad} multiplies gradients; {@code optClipGrad} then clips every
 * element on both sides; {@code optWeightDecays}, unless an optimizer says otherwise, then adds
 * {@code decay·p} to the gradient, as DJL's Adam and Sgd do.
 *
 * @param <T> the builder's own type
 */
public abstract class HandDesignedBuilder<T extends HandDesignedBuilder<T>>
        extends Optimizer.OptimizerBuilder<T> {

    private Tracker learningRate;
    private int beginNumUpdate;

    HandDesignedBuilder() {}

    /**
     * Sets a constant learning rate. Required, unless a tracker is set.
     *
     * @param learningRate the rate, at least 0
     * @return this builder
     */
    public T setLearningRate(float learningRate) {
        requireNotNegative("setLearningRate", learningRate);
        return setLearningRateTracker(Tracker.fixed(learningRate));
    }

    /**
     * Sets a schedule of learning rates. Required, unless a constant rate is set.
     *
     * @param tracker gives the rate of update t = 1, 2, ...
     * @return this builder
     */
    public T setLearningRateTracker(Tracker tracker) {
        this.learningRate = Objects.requireNonNull(tracker);
        return self();
    }

    /** {@inheritDoc} */
    @Override
    public T setRescaleGrad(float rescaleGrad) {
        requireNotNegative("setRescaleGrad", rescaleGrad);
        return super.setRescaleGrad(rescaleGrad);
    }

    /** {@inheritDoc} */
    @Override
    public T optClipGrad(float clipGrad) {
        if (Float.isNaN(clipGrad)) {
            throw new IllegalArgumentException("optClipGrad(...) needs a number, not NaN");
        }
        return super.optClipGrad(clipGrad);
    }

    /** {@inheritDoc} */
    @Override
    public T optWeightDecays(float weightDecays) {
        requireNotNegative("optWeightDecays", weightDecays);
        return super.optWeightDecays(weightDecays);
    }

    /**
     * Sets how many updates count as done before the first one: bias corrections and schedules
     * start there.
     *
     * @param beginNumUpdate the number of updates, at least 0
     * @return this builder
     */
    @Override
    public T optBeginNumUpdate(int beginNumUpdate) {
        if (beginNumUpdate < 0) {
            throw new IllegalArgumentException(
                    "optBeginNumUpdate(...) needs at least 0 updates, not " + beginNumUpdate);
        }
        this.beginNumUpdate = beginNumUpdate;
        return super.optBeginNumUpdate(beginNumUpdate);
    }

    /**
     * Builds the optimizer.
     *
     * @return the optimizer
     * @throws IllegalArgumentException if something required was not set
     */
    public abstract HandDesignedOptimizer build();

    /** Whether weight decay is part of the gradient rather than of the optimizer's own formula. */
    boolean decayInGradient() {
        return true;
    }

    Tracker learningRate() {
        if (learningRate == null) {
            throw new IllegalArgumentException(
                    "The optimizer needs a learning rate: add setLearningRate(...) or"
                            + " setLearningRateTracker(...) to the builder");
        }
        return learningRate;
    }

    int beginNumUpdate() {
        return beginNumUpdate;
    }

    static void requireNotNegative(String setter, float value) {
        if (!(value >= 0) || Float.isInfinite(value)) {
            throw new IllegalArgumentException(
                    setter + "(...) needs a finite number of at least 0, not " + value);
        }
    }
}
