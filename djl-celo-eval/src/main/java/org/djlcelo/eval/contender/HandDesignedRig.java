package org.djlcelo.eval.contender;

import org.djlcelo.baselines.HandDesignedOptimizer;

/** The live optimizer of one run, which needs nothing but gradients. */
record HandDesignedRig(HandDesignedOptimizer optimizer) implements Rig {

    @Override
    public void close() {
        optimizer.close();
    }
}
