package org.djlcelo.eval.contender;

import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;

/** A rig whose optimizer sees other parameters than the network's. */
final class RescaledRig implements Rig {

    private final Rig inner;
    private final Optimizer optimizer;

    RescaledRig(Rig inner, float tau) {
        this.inner = inner;
        this.optimizer = new RescaledOptimizer.Builder(inner.optimizer(), tau).build();
    }

    @Override
    public Optimizer optimizer() {
        return optimizer;
    }

    @Override
    public Loss observe(Loss loss) {
        return inner.observe(loss);
    }

    @Override
    public float eta() {
        return inner.eta();
    }

    @Override
    public void close() {
        inner.close();
    }
}
