package org.djlcelo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;

/**
 * A loss that lets the optimizer see its training values.
 *
 * <p>Accumulators, which metrics and validation use, go straight to the wrapped loss.
 */
final class ObservedLoss extends Loss {

    private final Loss loss;
    private final LossObserver observer;

    ObservedLoss(Loss loss, LossObserver observer) {
        super(loss.getName());
        this.loss = loss;
        this.observer = observer;
    }

    /** {@inheritDoc} */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        return observer.attach(loss.evaluate(labels, predictions));
    }

    /** {@inheritDoc} */
    @Override
    public void addAccumulator(String key) {
        loss.addAccumulator(key);
    }

    /** {@inheritDoc} */
    @Override
    public void updateAccumulator(String key, NDList labels, NDList predictions) {
        loss.updateAccumulator(key, labels, predictions);
    }

    /** {@inheritDoc} */
    @Override
    public void updateAccumulators(String[] keys, NDList labels, NDList predictions) {
        loss.updateAccumulators(keys, labels, predictions);
    }

    /** {@inheritDoc} */
    @Override
    public void resetAccumulator(String key) {
        loss.resetAccumulator(key);
    }

    /** {@inheritDoc} */
    @Override
    public float getAccumulator(String key) {
        return loss.getAccumulator(key);
    }
}
