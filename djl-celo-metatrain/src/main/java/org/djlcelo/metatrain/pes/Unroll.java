package org.djlcelo.metatrain.pes;

/**
 * What the inner steps of one truncation reported.
 *
 * <p>Filled by a {@link Trajectory} step after step and reused, since it is made thousands of times
 * a second.
 */
public final class Unroll {

    private final double[] loss;
    private final boolean[] counted;
    private final boolean[] done;

    /**
     * Creates an empty record of a truncation.
     *
     * @param steps the inner steps K of a truncation
     */
    public Unroll(int steps) {
        loss = new double[steps];
        counted = new boolean[steps];
        done = new boolean[steps];
    }

    /**
     * Records a training step.
     *
     * @param k the step, from 0
     * @param normalisedLoss the loss before the update, after the task's normaliser
     * @param episodeDone whether this was the episode's last step
     */
    public void step(int k, double normalisedLoss, boolean episodeDone) {
        loss[k] = normalisedLoss;
        counted[k] = true;
        done[k] = episodeDone;
    }

    /**
     * Records a step that was used up by starting a new episode: loss 0, which doesn't count.
     *
     * @param k the step, from 0
     */
    public void restart(int k) {
        loss[k] = 0;
        counted[k] = false;
        done[k] = false;
    }

    /**
     * Returns the number of inner steps of a truncation.
     *
     * @return K
     */
    public int length() {
        return loss.length;
    }

    /**
     * Returns the loss of a step.
     *
     * @param k the step, from 0
     * @return the normalised loss, 0 on a restart
     */
    public double loss(int k) {
        return loss[k];
    }

    /**
     * Returns whether a step's loss counts.
     *
     * @param k the step, from 0
     * @return false on a restart
     */
    public boolean counted(int k) {
        return counted[k];
    }

    /**
     * Returns whether a step was the last of its episode.
     *
     * @param k the step, from 0
     * @return whether the next step is a restart
     */
    public boolean done(int k) {
        return done[k];
    }

    /**
     * Returns the number of steps that count.
     *
     * @return the steps that are no restarts
     */
    public int countedSteps() {
        int sum = 0;
        for (boolean c : counted) {
            sum += c ? 1 : 0;
        }
        return sum;
    }
}
