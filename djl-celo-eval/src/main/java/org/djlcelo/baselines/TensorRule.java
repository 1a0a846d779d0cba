package org.djlcelo.baselines;

/** The state of one tensor and the formula that updates both. */
interface TensorRule {

    /**
     * Updates the state and the parameter.
     *
     * @param memory the parameter and its gradient
     * @param t which update of this tensor it is, from 1
     * @param rate the learning rate
     */
    void update(TensorMemory memory, int t, float rate);
}
