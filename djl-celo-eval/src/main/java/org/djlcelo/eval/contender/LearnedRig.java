package org.djlcelo.eval.contender;

import ai.djl.training.loss.Loss;
import org.djlcelo.optimizer.LearnedOptimizer;

/** The live optimizer of one run, which looks at the training loss. */
record LearnedRig(LearnedOptimizer optimizer) implements Rig {

    @Override
    public Loss observe(Loss loss) {
        return optimizer.observe(loss);
    }

    @Override
    public float eta() {
        return optimizer.lastEta();
    }

    @Override
    public void close() {
        optimizer.close();
    }
}
