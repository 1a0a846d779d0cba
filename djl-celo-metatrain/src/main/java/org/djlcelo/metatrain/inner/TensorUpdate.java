package org.djlcelo.metatrain.inner;

import org.djlcelo.lopt.UpdateRule;

/** The update rule on one tensor, with its accumulators and scratch. */
interface TensorUpdate {

    /**
     * Makes one step.
     *
     * @param rule the rule
     * @param eta multiplies the step
     * @param parameter the values, changed
     * @param gradient the gradient
     */
    void update(UpdateRule rule, float eta, float[] parameter, float[] gradient);
}
