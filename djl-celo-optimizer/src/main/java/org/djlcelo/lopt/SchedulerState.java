package org.djlcelo.lopt;

/**
 * What a scheduler carries from step to step: progress, loss memory, LSTM state.
 *
 * <p>One for each run; mutable, confined to the thread that steps it.
 */
public final class SchedulerState {

    private final int totalSteps;
    private final LossMemory losses;
    private final float[] hidden;
    private final float[] cell;
    private final float[] features = new float[Architecture.SCHEDULER_INPUTS];
    private int step;
    private float lastEta = Float.NaN;

    SchedulerState(int totalSteps, float[] hidden, float[] cell) {
        if (totalSteps < 1) {
            throw new IllegalArgumentException(
                    "The number of planned steps must be at least 1, not " + totalSteps);
        }
        this.totalSteps = totalSteps;
        this.losses = new LossMemory(totalSteps);
        this.hidden = hidden;
        this.cell = cell;
    }

    /**
     * Starts a run.
     *
     * @param totalSteps the planned number of steps T, at least 1
     * @param hidden the LSTM's initial hidden state, copied
     * @param cell the LSTM's initial cell state, copied
     * @return the state before the first step
     */
    public static SchedulerState begin(int totalSteps, float[] hidden, float[] cell) {
        return new SchedulerState(totalSteps, hidden.clone(), cell.clone());
    }

    /**
     * Advances by one step; allocates nothing.
     *
     * @param loss the training loss of this step, evaluated before the update
     * @param network turns features into η
     * @return η of this step; NaN from the first NaN loss on, as in the reference
     */
    public float step(float loss, EtaNetwork network) {
        losses.update(loss);
        ProgressFeatures.write((float) step / totalSteps, features);
        losses.features(features, ProgressFeatures.COUNT);
        float eta = network.eta(features, hidden, cell);
        advance(eta);
        return eta;
    }

    /**
     * Returns the number of planned steps.
     *
     * @return T
     */
    public int totalSteps() {
        return totalSteps;
    }

    /**
     * Returns the number of steps done.
     *
     * @return k, 0 before the first step
     */
    public int step() {
        return step;
    }

    /**
     * Sets the number of steps done, for runs that begin in the middle.
     *
     * @param step k
     */
    public void setStep(int step) {
        this.step = step;
    }

    /**
     * Returns the multiplier of the last step.
     *
     * @return η, NaN before the first step
     */
    public float lastEta() {
        return lastEta;
    }

    /**
     * Returns what the scheduler sees of the losses so far, for comparison with recordings.
     *
     * @return nine values in [-1, 1], NaN before the first step
     */
    public float[] lossFeatures() {
        float[] features = new float[LossMemory.FEATURES];
        losses.features(features, 0);
        return features;
    }

    /**
     * Returns everything but the number of planned steps, for saving.
     *
     * @return a copy of the state
     */
    public Snapshot snapshot() {
        return new Snapshot(
                step,
                losses.count(),
                lastEta,
                losses.means(),
                losses.minima(),
                hidden.clone(),
                cell.clone());
    }

    /**
     * Continues from a saved state.
     *
     * @param saved a snapshot of a run with the same number of planned steps
     * @throws IllegalArgumentException if an array has the wrong length
     */
    public void restore(Snapshot saved) {
        requireLength(saved.lossMeans(), LossMemory.MEANS, "loss means");
        requireLength(saved.lossMinima(), LossMemory.MEANS, "loss minima");
        requireLength(saved.hidden(), hidden.length, "LSTM hidden state");
        requireLength(saved.cell(), cell.length, "LSTM cell state");
        step = saved.step();
        lastEta = saved.lastEta();
        losses.restore(saved.lossMeans(), saved.lossMinima(), saved.lossCount());
        System.arraycopy(saved.hidden(), 0, hidden, 0, hidden.length);
        System.arraycopy(saved.cell(), 0, cell, 0, cell.length);
    }

    private static void requireLength(float[] values, int length, String what) {
        if (values.length != length) {
            throw new IllegalArgumentException(
                    "The saved " + what + " has " + values.length + " values, not " + length);
        }
    }

    LossMemory losses() {
        return losses;
    }

    float[] hidden() {
        return hidden;
    }

    float[] cell() {
        return cell;
    }

    void advance(float eta) {
        lastEta = eta;
        step++;
    }

    /**
     * A copy of a scheduler's state.
     *
     * @param step steps done
     * @param lossCount losses taken in
     * @param lastEta the last multiplier, NaN before the first step
     * @param lossMeans ten running means
     * @param lossMinima ten running minima
     * @param hidden the LSTM's hidden state
     * @param cell the LSTM's cell state
     */
    public record Snapshot(
            int step,
            int lossCount,
            float lastEta,
            float[] lossMeans,
            float[] lossMinima,
            float[] hidden,
            float[] cell) {}
}
